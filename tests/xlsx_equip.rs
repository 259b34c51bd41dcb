//! Equipping a blank, through the public door: workbooks of every origin are equipped, held
//! against what the schema and Excel demand, and compared part by part with what they were.

#[cfg(test)]
mod xlsx_equip {
    mod soundness;
    mod support;

    mod cells;
    mod locking;
    mod marks;
    mod origins;
    mod texts;
    mod validating;
}
