//! Reading spreadsheets end to end: every value right, and every damage noticed.

#[cfg(test)]
#[path = "sheet/compound.rs"]
mod compound;
#[cfg(test)]
#[path = "sheet/damage.rs"]
mod damage;
#[cfg(test)]
#[path = "sheet/docx.rs"]
mod docx;
#[cfg(test)]
#[path = "sheet/kinds.rs"]
mod kinds;
#[cfg(test)]
#[path = "sheet/legacy.rs"]
mod legacy;
#[cfg(test)]
#[path = "sheet/limits.rs"]
mod limits;
#[cfg(test)]
#[path = "sheet/looks.rs"]
mod looks;
#[cfg(test)]
#[path = "sheet/ods.rs"]
mod ods;
#[cfg(test)]
#[path = "sheet/packages.rs"]
mod packages;
#[cfg(test)]
#[path = "sheet/samples.rs"]
mod samples;
#[cfg(test)]
#[path = "sheet/values.rs"]
mod values;
#[cfg(test)]
#[path = "sheet/workbooks.rs"]
mod workbooks;
#[cfg(test)]
#[path = "sheet/xlsb.rs"]
mod xlsb;
