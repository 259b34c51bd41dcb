//! Formulas over a small sheet, with the values Excel gives.

use super::super::parse::parse;
use super::*;

/// A sheet with 2, 3.5, "x", an empty cell and TRUE in A1:A5, and a table in C1:E4.
struct Sample;

fn cells() -> Vec<(CellRef, Value)> {
    let number = |mantissa, scale| Value::Number(Decimal::new(mantissa, scale));
    let text = |text: &str| Value::Text(text.to_owned());
    [
        ("A1", number(2, 0)),
        ("A2", number(35, 1)),
        ("A3", text("x")),
        ("A5", Value::Bool(true)),
        ("C1", text("Một")),
        ("C2", text("Hai")),
        ("C3", text("một")),
        ("C4", text("")),
        ("D1", number(10, 0)),
        ("D2", number(20, 0)),
        ("D3", number(5, 0)),
        ("D4", number(20, 0)),
        ("E1", number(1, 0)),
        ("E2", text("20")),
        ("E4", Value::Error("#N/A")),
    ]
    .map(|(at, value)| (at.parse().unwrap(), value))
    .to_vec()
}

impl Cells for Sample {
    fn areas(&self, reference: &Reference) -> Option<Vec<Area>> {
        Some(vec![Area::of(reference, 0)])
    }

    fn values(&self, area: &Area) -> Result<Vec<Value>, Unknown> {
        Ok(self.placed(area)?.into_iter().map(|(_, value)| value).collect())
    }

    fn placed(&self, area: &Area) -> Result<Vec<(CellRef, Value)>, Unknown> {
        let all = cells().into_iter().filter(|(at, _)| {
            (area.rows.0..=area.rows.1).contains(&at.row)
                && (area.cols.0..=area.cols.1).contains(&at.col)
        });
        Ok(all.collect())
    }

    fn structured(&self, _: &str) -> Option<Area> {
        None
    }

    fn name(&self, name: &str) -> Option<Expression> {
        (name == "hai").then(|| parse("$A$1").unwrap())
    }

    fn home(&self) -> Option<CellRef> {
        Some(CellRef::new(1, 9))
    }

    fn hides_rows(&self, area: &Area) -> bool {
        area.rows.1 == 6
    }

    fn subtotals(&self, _: &Area) -> Vec<CellRef> {
        vec![CellRef::new(1, 0)]
    }

    fn counts_from_1904(&self) -> bool {
        false
    }
}

fn shown(formula: &str) -> String {
    match parse(formula).and_then(|expression| evaluate(&expression, &Sample)) {
        Ok(Value::Number(number)) => super::super::value::stored_digits(number),
        Ok(Value::Text(text)) => format!("\"{text}\""),
        Ok(Value::Bool(truth)) => truth.to_string(),
        Ok(Value::Error(error)) => error.to_owned(),
        Ok(Value::Blank) => "blank".to_owned(),
        Err(Unknown) => "?".to_owned(),
    }
}

#[test]
fn operators_bind_as_in_excel() {
    for (formula, value) in [
        ("1+2*3-4/8", "6.5"),
        ("-2^2", "4"),
        ("2^3^2", "64"),
        ("10%*50", "5"),
        ("0.1+0.2", "0.3"),
        ("(1+2)*3", "9"),
        ("1/3", "0.33333333333333333"),
        ("1/3*3=1", "true"),
        ("--TRUE", "1"),
        ("\"a\"&1&\"b\"", "\"a1b\""),
        ("1<2", "true"),
        ("\"Ă\"=\"ă\"", "true"),
        ("2>\"a\"", "false"),
        ("A1+A2", "5.5"),
        ("hai*2", "4"),
        ("A4+1", "1"),
        ("A4=0", "true"),
        ("A4=\"\"", "true"),
    ] {
        assert_eq!(shown(formula), value, "{formula}");
    }
}

#[test]
fn errors_are_values_and_what_we_cannot_know_is_unknown() {
    for (formula, value) in [
        ("1/0", "#DIV/0!"),
        ("1/A4", "#DIV/0!"),
        ("A3+1", "#VALUE!"),
        ("\"1,5\"+1", "?"),
        ("\"15\"+1", "16"),
        ("#REF!+1", "#REF!"),
        ("\"b\"<\"a\"", "?"),
        ("TODAY()", "?"),
        ("2^0.5", "?"),
        ("khong_co", "?"),
        ("1.5&\"\"", "?"),
        ("VLOOKUP(10,D1:E4,1)", "?"),
        ("MATCH(10,D1:D4,1)", "?"),
        ("TEXT(1.5,\"0.0\")", "?"),
        ("COUNTIF(C1:C4,\">a\")", "?"),
        ("SUMIF(D1:D4,\">1,5\")", "?"),
        ("SUMIF(C1:C4,\"x\",D1)", "?"),
        ("SUBTOTAL(9,A1:A7)", "?"),
        ("YEAR(5)", "?"),
        ("YEAR(\"2024-03-31\")", "?"),
        ("CHAR(200)", "?"),
        ("SUMPRODUCT(C1:C4&D1:D3)", "?"),
        ("SUMPRODUCT(D1:D4*SUM(D1:D4))", "?"),
        ("79228162514264337593543950335*10", "?"),
    ] {
        assert_eq!(shown(formula), value, "{formula}");
    }
}

#[test]
fn functions_compute_as_excel_does() {
    for (formula, value) in [
        ("SUM(A1:A5)", "5.5"),
        ("SUM(A1:A5,1,TRUE,\"2\")", "9.5"),
        ("COUNT(A1:A5)", "2"),
        ("COUNTA(A1:A5)", "4"),
        ("AVERAGE(A1:A2)", "2.75"),
        ("AVERAGE(A4)", "#DIV/0!"),
        ("MIN(A1:A5)", "2"),
        ("MAX(A3:A4)", "0"),
        ("PRODUCT(A1:A2)", "7"),
        ("ROUND(2.345,2)", "2.35"),
        ("ROUND(-2.5,0)", "-3"),
        ("ROUND(1284,-2)", "1300"),
        ("ROUND(1/3*3*0.5,0)", "1"),
        ("ROUNDDOWN(2.99,1)", "2.9"),
        ("ROUNDUP(2.01,1)", "2.1"),
        ("INT(-1.5)", "-2"),
        ("TRUNC(-1.5)", "-1"),
        ("ABS(-3)", "3"),
        ("MOD(-3,2)", "1"),
        ("MOD(1,0)", "#DIV/0!"),
        ("IF(A1>1,\"co\",1/0)", "\"co\""),
        ("IF(A1>9,1)", "false"),
        ("IF(0,1,)", "0"),
        ("IFERROR(1/0,\"-\")", "\"-\""),
        ("AND(A1>1,A2>9)", "false"),
        ("OR(FALSE,1)", "true"),
        ("NOT(A4)", "true"),
        ("ISBLANK(A4)", "true"),
        ("SUM(A3,A1)", "2"),
        ("SUM(\"x\")", "#VALUE!"),
        ("IF(A3,1,2)", "#VALUE!"),
        ("SUM(1/0,A1)", "#DIV/0!"),
        ("COUNTBLANK(A1:A6)", "2"),
        ("COUNTBLANK(C1:C4)", "1"),
        ("COUNT(1,\"a\",\"3\",TRUE)", "3"),
        ("COUNTA(1,\"\")", "2"),
        ("AND(A1:A5)", "true"),
        ("OR(A3:A4)", "#VALUE!"),
        ("XOR(TRUE,1,0)", "false"),
        ("SUBTOTAL(9,A1:A5)", "2"),
        ("SUBTOTAL(103,A1:A5)", "3"),
        ("A1:A2", "3.5"),
        ("A1:A5*2", "7"),
        ("A4:A5*2", "#VALUE!"),
        ("2^-2", "0.25"),
        ("0^-1", "#DIV/0!"),
    ] {
        assert_eq!(shown(formula), value, "{formula}");
    }
}

#[test]
fn criteria_are_understood_as_in_excel() {
    for (formula, value) in [
        ("SUMIF(C1:C4,\"một\",D1:D4)", "15"),
        ("SUMIF(C1:C4,\"<>một\",D1:D4)", "40"),
        ("SUMIF(D1:D4,\">=10\")", "50"),
        ("SUMIF(D1:D4,20)", "40"),
        ("SUMIF(D1:D4,A4,D1:D4)", "0"),
        ("SUMIF(D1:D4,20,E1:E4)", "#N/A"),
        ("COUNTIF(C1:C4,\"m?t\")", "2"),
        ("COUNTIF(C1:C4,\"*a*\")", "1"),
        ("COUNTIF(C1:C4,\"~*\")", "0"),
        ("COUNTIF(C1:C9,\"\")", "6"),
        ("COUNTIF(C1:C9,\"=\")", "5"),
        ("COUNTIF(C1:C9,\"<>\")", "4"),
        ("COUNTIF(A:A,\"<>2\")", "1048575"),
        ("COUNTIF(E1:E4,20)", "1"),
        ("COUNTIF(A1:A5,TRUE)", "1"),
        ("COUNTIFS(C1:C4,\"một\",D1:D4,\">5\")", "1"),
        ("COUNTIFS(C1:C9,\"\",D1:D9,\"<>20\")", "5"),
        ("SUMIFS(D1:D4,C1:C4,\"\",D1:D4,\">1\")", "20"),
        ("SUMIFS(D1:D4,C1:C3,\"x\")", "#VALUE!"),
        ("AVERAGEIF(C1:C4,\"một\",D1:D4)", "7.5"),
        ("AVERAGEIF(C1:C4,\"bốn\",D1:D4)", "#DIV/0!"),
        ("_xlfn.MAXIFS(D1:D4,C1:C4,\"một\")", "10"),
    ] {
        assert_eq!(shown(formula), value, "{formula}");
    }
}

#[test]
fn exact_lookups_find_what_excel_finds() {
    for (formula, value) in [
        ("VLOOKUP(\"HAI\",C1:E4,2,FALSE)", "20"),
        ("VLOOKUP(\"h*\",C1:D4,2,0)", "20"),
        ("VLOOKUP(\"ba\",C1:D4,2,0)", "#N/A"),
        ("VLOOKUP(\"hai\",C1:D4,3,0)", "#REF!"),
        ("VLOOKUP(\"hai\",C1:D4,0,0)", "#VALUE!"),
        ("HLOOKUP(10,C1:E4,3,FALSE)", "5"),
        ("MATCH(20,D1:D4,0)", "2"),
        ("MATCH(1,C1:E1,0)", "3"),
        ("INDEX(C1:E4,2,2)", "20"),
        ("INDEX(D1:D4,3)", "5"),
        ("INDEX(C1:E1,2)", "10"),
        ("INDEX(D1:D4,5)", "#REF!"),
        ("INDEX(D1:D4,MATCH(\"một\",C1:C4,0))", "10"),
        ("_xlfn.XLOOKUP(\"hai\",C1:C4,D1:D4)", "20"),
        ("_xlfn.XLOOKUP(\"ba\",C1:C4,D1:D4,\"-\")", "\"-\""),
        ("CHOOSE(2,1/0,\"b\")", "\"b\""),
        ("CHOOSE(3,1,2)", "#VALUE!"),
        ("_xlfn.SWITCH(2,1,\"a\",2,\"b\")", "\"b\""),
        ("_xlfn.SWITCH(3,1,\"a\",\"x\")", "\"x\""),
        ("_xlfn.IFS(A1>9,1,TRUE,2)", "2"),
        ("_xlfn.IFNA(E4,0)", "0"),
        ("_xlfn.IFNA(1/0,0)", "#DIV/0!"),
    ] {
        assert_eq!(shown(formula), value, "{formula}");
    }
}

#[test]
fn ranks_products_and_rounding_are_those_of_excel() {
    for (formula, value) in [
        ("LARGE(D1:D4,2)", "20"),
        ("SMALL(D1:D4,1)", "5"),
        ("LARGE(D1:D4,5)", "#NUM!"),
        ("RANK(10,D1:D4)", "3"),
        ("RANK(10,D1:D4,1)", "2"),
        ("RANK(11,D1:D4)", "#N/A"),
        ("MEDIAN(D1:D4)", "15"),
        ("MEDIAN(D1:D3)", "10"),
        ("SUMPRODUCT(D1:D4,D1:D4)", "925"),
        ("SUMPRODUCT((C1:C4=\"một\")*D1:D4)", "15"),
        ("SUMPRODUCT(--(D1:D4>=10),D1:D4)", "50"),
        ("SUMPRODUCT((D1:D4=20)*1)", "2"),
        ("SUMPRODUCT(D1:D4,E1:E4)", "#N/A"),
        ("SUMPRODUCT(D1:D4,D1:D3)", "#VALUE!"),
        ("SUMPRODUCT(D1:D3,E1:E3)", "10"),
        ("SUMPRODUCT(ROUND(D1:D4/3,0))", "19"),
        ("MROUND(10,3)", "9"),
        ("MROUND(-10,3)", "#NUM!"),
        ("CEILING(2.5,1)", "3"),
        ("CEILING(-2.5,2)", "-2"),
        ("CEILING(-2.5,-2)", "-4"),
        ("FLOOR(-2.5,2)", "-4"),
        ("FLOOR(2.5,-2)", "#NUM!"),
        ("EVEN(1.2)", "2"),
        ("ODD(-2)", "-3"),
        ("SIGN(-0.1)", "-1"),
        ("QUOTIENT(-7,2)", "-3"),
        ("POWER(2,10)", "1024"),
    ] {
        assert_eq!(shown(formula), value, "{formula}");
    }
}

#[test]
fn texts_and_days_are_those_of_excel() {
    for (formula, value) in [
        ("CONCATENATE(\"a\",A1,TRUE)", "\"a2TRUE\""),
        ("_xlfn.CONCAT(C1:D2)", "\"Một10Hai20\""),
        ("_xlfn.TEXTJOIN(\", \",TRUE,C1:C4,\"\")", "\"Một, Hai, một\""),
        ("LEFT(\"Chi bộ\",3)", "\"Chi\""),
        ("RIGHT(C1)", "\"t\""),
        ("MID(\"Chi bộ\",5,9)", "\"bộ\""),
        ("MID(\"a\",0,1)", "#VALUE!"),
        ("LEN(C1)", "3"),
        ("TRIM(\"  a   b \")", "\"a b\""),
        ("UPPER(\"đảng\")", "\"ĐẢNG\""),
        ("LOWER(C1)", "\"một\""),
        ("PROPER(\"chi bộ 2a\")", "\"Chi Bộ 2A\""),
        ("SUBSTITUTE(\"a.b.c\",\".\",\"-\",2)", "\"a.b-c\""),
        ("REPLACE(\"abcd\",2,2,\"x\")", "\"axd\""),
        ("FIND(\"b\",\"abab\",3)", "4"),
        ("FIND(\"z\",\"abab\")", "#VALUE!"),
        ("EXACT(C1,C3)", "false"),
        ("VALUE(\"12\")", "12"),
        ("TEXT(7,\"000\")", "\"007\""),
        ("TEXT(-2.5,\"0\")", "\"-3\""),
        ("N(TRUE)+N(\"x\")", "1"),
        ("T(5)", "\"\""),
        ("ISNUMBER(A1)", "true"),
        ("ISTEXT(A4)", "false"),
        ("ISERROR(E4)", "true"),
        ("ISERR(E4)", "false"),
        ("ISODD(-3)", "true"),
        ("ROW()", "2"),
        ("COLUMN()", "10"),
        ("ROW(A5)", "5"),
        ("ROWS(A1:A5)", "5"),
        ("COLUMNS(C1:E4)", "3"),
        ("DATE(2024,3,31)", "45382"),
        ("DATE(2024,14,0)", "45688"),
        ("YEAR(45382)", "2024"),
        ("MONTH(45382.9)", "3"),
        ("DAY(45382)", "31"),
        ("WEEKDAY(45382)", "1"),
        ("WEEKDAY(45382,2)", "7"),
        ("EDATE(45382,-1)", "45351"),
        ("EOMONTH(45382,1)", "45412"),
        ("DAYS(45382,45351)", "31"),
        ("HYPERLINK(\"#A1\",\"đây\")", "\"đây\""),
        ("1-COUNTIF(C1:C4,\"một\")%", "0.98"),
    ] {
        assert_eq!(shown(formula), value, "{formula}");
    }
}

#[test]
fn numbers_that_are_too_small_for_all_their_digits_are_unknown_and_never_nothing() {
    for (formula, value) in [
        ("0.001^12", "?"),
        ("POWER(0.000001234567890123,4)", "?"),
        ("0.00000000012345678901234*0.00000000012345678901234", "?"),
        ("PRODUCT(0.00000000012345678901234,0.00000000012345678901234)", "?"),
        ("SUMPRODUCT(0.00000000012345678901234,0.00000000012345678901234)", "?"),
        ("1/3/123456789012345", "?"),
        ("AVERAGE(0.00000000000000000001,0,0)", "?"),
        ("0*0.00000000012345678901234", "0"),
        ("0/123456789012345", "0"),
        ("0.001^8", "0.000000000000000000000001"),
        ("1/100000000000000", "0.00000000000001"),
        ("1/3*0.001", "0.00033333333333333333"),
    ] {
        assert_eq!(shown(formula), value, "{formula}");
    }
}

#[test]
fn what_excel_makes_of_a_rank_or_a_rest_that_is_none_is_not_guessed() {
    for (formula, value) in [
        ("SMALL(D1:D4,0.5)", "#NUM!"),
        ("LARGE(D1:D4,0)", "#NUM!"),
        ("LARGE(D1:D4,1.5)", "?"),
        ("SMALL(D1:D4,2)", "10"),
        ("MOD(123456789012,97)", "18"),
        ("MOD(123456789012345,0.0001)", "?"),
    ] {
        assert_eq!(shown(formula), value, "{formula}");
    }
}
