//! Reading any spreadsheet: what each cell holds, and nothing that a damaged file made up.
