//! The Excel template engine, through its public door: small workbooks are built part by part,
//! filled, and read back with calamine and as markup.

#[cfg(test)]
mod xlsx {
    mod harness;

    mod annotating;
    mod calculation;
    mod carrying;
    mod columns;
    mod computed;
    mod following;
    mod formulas;
    mod hostile;
    mod many;
    mod parts;
    mod problems;
    mod rows;
    mod sheets;
    mod stamping;
    mod values;
}
