//! The codes: stable numbers of what can be found, never given a second meaning.

use std::fmt;
use std::str::FromStr;

use super::catalogue::{self, Entry};
use crate::text::Lang;

/// How bad a finding is; the first letter of its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A figure is wrong or missing, or something cannot be done.
    Error,
    /// Something to look at; the results hold.
    Warning,
    /// Something to know.
    Info,
}

impl Severity {
    /// The word in front of a finding: `lỗi`, `cảnh báo`, `ghi chú`.
    pub fn in_words(self, lang: Lang) -> &'static str {
        match self {
            Self::Error => lang.pick("lỗi", "error"),
            Self::Warning => lang.pick("cảnh báo", "warning"),
            Self::Info => lang.pick("ghi chú", "note"),
        }
    }

    /// The word for programs: `error`, `warning`, `info`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// The text is no code of a finding.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not the code of a finding")]
pub struct UnknownCode(pub String);

macro_rules! codes {
    ($($block:ident { $($(#[$doc:meta])* $code:ident)* })*) => {
        /// What was found.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $($($(#[$doc])* $code,)*)* }

        impl Code {
            /// All codes, block by block.
            pub const ALL: [Self; [$($(stringify!($code)),*),*].len()] =
                [$($(Self::$code),*),*];

            /// The code as printed: `E203`.
            pub fn as_str(self) -> &'static str {
                match self { $($(Self::$code => stringify!($code),)*)* }
            }

            /// Its words in the catalogue.
            pub fn entry(self) -> &'static Entry {
                match self { $($(Self::$code => &catalogue::$block::$code,)*)* }
            }
        }
    };
}

codes! {
    file {
        /// A file cannot be opened or read.
        E101
        /// The package of a file is damaged.
        E102
        /// A file is protected by a password.
        E103
        /// A file is no spreadsheet.
        E104
        /// A file is larger than the limits allow.
        E105
        /// A file has no content.
        E106
        /// A spreadsheet is no return of a form in use.
        E107
        /// A temporary file of Word or Excel is skipped.
        I108
        /// A kind of spreadsheet that is not read.
        E109
        /// What a consolidated return carries is damaged.
        E110
        /// A file's name speaks of another unit or period than the form in it.
        W115
        /// Unit or period of a return were told by the file's name alone.
        W116
        /// A document of an old or other word processor.
        E117
        /// A picture, a scan or a PDF.
        E118
        /// An archive that cannot be opened here.
        E119
        /// An archive with a password.
        E120
        /// An archive in an archive.
        E121
        /// A Word document without a table that is a return of a form in use.
        E122
        /// An entered return that does not say from what or when.
        E123
        /// A unit's own return counts instead of what was entered for it.
        I124
        /// The original of an entered return is not there.
        W125
        /// The original of an entered return.
        I539
        /// A sound file in which nobody can say for certain what stands where.
        E126
        /// A blank came back as it went out, with nothing in it.
        W128
        /// A hidden sheet of a form beside a visible one is not counted.
        W129
        /// Texts in an encoding from before Unicode were converted.
        I130
        /// Texts that may be in an encoding from before Unicode were left as they are.
        W131
        /// Sheets with figures belong to no form and were not read.
        I132
        /// A workbook holds several returns, each read by itself.
        I133
        /// Sheets of a form may belong to any of several returns of their workbook.
        E134
        /// An entered return says a day on which nothing can have come.
        W135
    }
    cell {
        /// A formula whose result is not in the file.
        E201
        /// A cell holds an error value such as `#DIV/0!`.
        E202
        /// A whole number is required.
        E203
        /// A text stands where a number belongs.
        E204
        /// A number is outside its bounds.
        E205
        /// A date stands where a number belongs.
        E206
        /// The labels beside a cell are not those of the form.
        E207
        /// A sheet of the form is missing.
        E208
        /// A required cell is empty.
        W209
        /// A class that is not in the list.
        E210
        /// A number stored as text was read as a number.
        I211
        /// A number that can be read in two ways.
        E212
        /// Figures stand on a hidden sheet, row or column.
        W213
        /// The cell of a figure cannot be told for certain.
        E214
        /// A figure for a time at which the unit did not exist.
        E215
        /// Two cells of one figure differ.
        E216
        /// A cell of a consolidated return was changed afterwards.
        W217
        /// A line that does not apply to the unit.
        E218
        /// Figures on a line that the form does not have.
        W219
        /// Words gathered from below were changed in a consolidated return afterwards.
        W220
        /// Words of a unit are longer than a cell can be.
        E221
        /// A document asks for words of units for a period for which no returns are made.
        W222
        /// A cell of a filled form has more words than a row can show.
        W224
        /// A sheet of the form was found under another name.
        I231
        /// Cells were read where their labels have gone.
        I232
        /// Labels of the form were typed again with other tone marks.
        W233
        /// The labels of a cell are there, but which cell is theirs is not certain.
        E250
        /// Figures in a column that the form does not have.
        W251
        /// Words of units that did not all fit into a cell.
        W225
        /// Words for nothing were read as 0.
        I240
        /// Figures with their unit of measure were read.
        I241
        /// A mark in a number was read as its line allows.
        W242
        /// Of a part and its whole the part was read.
        I243
        /// A cell says that its figure is not known yet.
        W244
        /// A figure with the unit of measure of another line.
        E245
        /// Several numbers in one cell.
        E246
        /// A percentage stands where a count belongs.
        E247
        /// A number is only approximate.
        E248
        /// More than one cell of a class is ticked.
        E249
    }
    unseen {
        /// Figures stand in hidden rows.
        I234
        /// Figures stand in hidden columns.
        I235
        /// Figures stand on hidden sheets.
        I236
        /// Somebody noted something at figures.
        I237
        /// Figures, or words, are struck through.
        W238
        /// Figures are struck through in part, and not taken.
        E239
        /// Figures were changed under tracked changes that nobody has accepted or rejected.
        I258
    }
    rule {
        /// A return breaks a rule.
        E301
        /// A total breaks a rule.
        E302
        /// Opening and last closing figure differ.
        E303
        /// A printed ratio differs from the recomputed one.
        W304
        /// A figure too large to be added exactly.
        E305
        /// A rule that cannot be judged because figures are missing.
        I306
        /// A return breaks a rule of lesser importance.
        W307
        /// A total breaks a rule of lesser importance.
        W308
        /// Transfers between own units do not match.
        E309
        /// A cumulative figure falls.
        E310
        /// Two returns give one figure differently.
        E311
        /// A mean is given of nobody.
        W312
        /// A denominator is zero.
        I313
        /// A span begins or ends within a year.
        I314
        /// Two cumulative means contradict each other.
        W315
        /// Two returns that begin together have different opening stocks.
        E316
        /// A cumulative return ticks «không phát sinh» after an earlier one with figures.
        E317
    }
    verification {
        /// Formulas whose stored results are not what they give.
        W320
        /// Numbers typed where the cells around have a formula that gives another.
        W321
        /// Numbers typed where the cells around have a formula that gives the same.
        I322
        /// A line of totals does not add up.
        W323
        /// Cells that show an error, on a sheet of no known form.
        W324
        /// Numbers stored as text, on a sheet of no known form.
        W325
        /// The figures of another return, all or nearly all.
        W326
        /// A spreadsheet of no known form.
        I327
        /// Formulas without a result, on a sheet of no known form.
        W328
    }
    unusual {
        /// A figure unlike those of the unit's earlier periods.
        W330
        /// A figure unlike those of units of the same kind.
        W331
        /// A return with all the figures of the unit's last one.
        W332
    }
    completeness {
        /// No return was received.
        W401
        /// Identical copies are counted once.
        I402
        /// Several different returns of one organisation for one period.
        E403
        /// A total does not cover all organisations that should report.
        W404
        /// A return of another period is left aside.
        I405
        /// There are no returns at all.
        E406
        /// A period compared with is incomplete.
        W407
        /// Earlier stocks stand in.
        I408
        /// Totals are not final.
        W409
        /// Figures carried over to blanks come from a return with errors.
        W410
        /// A tick «không phát sinh» that cannot be read.
        W411
        /// Figures that could not be carried over to blanks.
        I412
        /// A total of a blank was typed over.
        I413
        /// Formulas that no program had calculated were calculated here.
        I414
        /// A total of a blank was worked out from parts that are stored as text.
        I415
        /// A target waits for a figure that the office's settings should give.
        W416
        /// A return was received after its deadline.
        I417
        /// A revision counts instead of what came before it.
        I418
        /// A file from which figures were taken is gone.
        W419
        /// A file from which figures were taken has been replaced.
        I420
        /// A return does not say clearly which revision it is.
        W421
        /// Files of which nothing was taken, beside the table of who has sent what.
        W422
    }
    seal {
        /// A period cannot be sealed while errors are open.
        E430
        /// A return came after its period was sealed.
        W431
        /// A seal is not what it was.
        E432
        /// A figure is other than it was sealed.
        E433
        /// The period is sealed, and its figures are as they were.
        I434
        /// A period cannot be sealed again with the same document.
        E435
        /// Figures of an earlier period are others than were sealed.
        W436
        /// A rule over periods is broken only by a correction of what was sealed.
        W437
        /// The period is sealed already, with the same figures.
        I438
        /// The register of receipts knows nothing of a seal.
        W439
        /// A command that changes a workspace was given a seal.
        E441
        /// No return of the period came, so there is nothing to seal.
        E442
        /// Something stands where a seal is to be put together.
        E443
        /// The copy that a seal keeps does not give the same figures.
        E444
        /// Returns of a sealed period are not counted any more.
        W445
        /// A pack of which figures were sealed is not in use any more.
        E446
        /// A period is to be sealed by a document from before it.
        E447
        /// Figures that changed are to be sealed by a document from before the change.
        E448
    }
    register {
        /// The register of receipts is gone.
        W560
        /// The register of receipts is shorter than it was, or another.
        W561
        /// A line of the register of receipts is damaged.
        W562
        /// The register of receipts cannot be read or written.
        E563
        /// Another run is at work in the workspace.
        E564
    }
    workspace {
        /// The workspace folder or its settings are missing.
        E501
        /// The settings lack a sheet, column or key.
        E502
        /// A cell of the settings holds a value that cannot be used.
        E503
        /// Two organisations have one code.
        E504
        /// An organisation's parent is not in the list.
        E505
        /// Organisations are parents of one another in a circle.
        E506
        /// A pack that does not exist.
        E507
        /// A period that is unknown or not due.
        E508
        /// An organisation that is not in the list.
        E509
        /// A figure that no pack in use knows.
        E510
        /// A sheet of the settings that is not used yet has rows.
        W511
        /// A name that two organisations have.
        E513
        /// A result exists already or cannot be written.
        E514
        /// An argument of the command has a value that cannot be used.
        E518
        /// A setting that is nearly one that is known.
        W519
        /// Units that are not under the office.
        W523
        /// A unit and one above it owe the same figure.
        E524
        /// A row of the sheets of targets or of assigned figures cannot be used.
        E526
        /// A draft that cannot be compared.
        E528
        /// Nobody owes a return for the period.
        E530
        /// The folder of a pack and the code in it are not the same.
        E533
        /// Two packs in use have the same form.
        E534
        /// A figure reported in a document is of nothing, nobody or no time that is known.
        E535
        /// Returns do not make what the committee reported.
        W536
        /// A figure reported in a document lacks its number, its document or its date.
        E537
        /// A figure reported in a document stands in two lines.
        E538
        /// The folder for a new workspace has something in it.
        E540
        /// What is to be deleted for good cannot be.
        E555
        /// The workspace has a pack of this code already.
        E662
    }
    reminder {
        /// There is nobody to remind and nothing to mend.
        I590
        /// A return could not be sent back with notes.
        W591
        /// A workbook with returns of several units is not sent back.
        W592
        /// Files that nobody could read or place, to be looked at before reminders go out.
        W593
        /// Messages that are longer than is read on a telephone.
        W594
        /// The day by which units are to mend is past.
        W595
        /// Returns that came and are gone: their units are not told that nothing came.
        W596
        /// Of a period that units are to be reminded of nothing came at all.
        W597
    }
    identity {
        /// A return names an organisation that is not in the list.
        E512
        /// The visible and the hidden identity of a return differ.
        E515
        /// A return names a period that cannot be read.
        E516
        /// A return names no organisation.
        E517
        /// A return of a form that the unit does not owe.
        E520
        /// The sheets of one return name different units.
        E521
        /// A return of another version of the form.
        E525
        /// A return does not say its period.
        E527
        /// A return ticks «không phát sinh» and has figures.
        E531
        /// The hidden sheet of a return and its document properties say different things.
        E532
        /// A return of a form that is out of use here has come.
        W546
    }
    decision {
        /// The workbook of the office's decisions cannot be read.
        E570
        /// The workbook of decisions lacks a sheet or a column.
        E571
        /// A decision is only half filled in.
        E572
        /// A cell of a decision cannot be used.
        E573
        /// Rows of decisions contradict one another.
        E574
        /// What a decision was about is not what stands there any more.
        W575
        /// A decision names a finding that nobody knows.
        W576
        /// What a decision was about is no longer found.
        I577
        /// A decision that held in the last draft has gone.
        W578
        /// Somebody typed over what the workbook of decisions says by itself.
        W579
        /// The workbook of decisions was left as it is.
        W580
        /// A figure was adjusted by the office.
        I581
        /// The office chose which version of a return counts.
        I582
        /// A decision cannot be carried out.
        E583
        /// The same decision stands in several rows.
        I584
        /// A total of a return follows a figure that was adjusted.
        I585
        /// The office chose what an ambiguous cell says.
        I586
        /// A file of decisions that is not read.
        W587
        /// The workbook of decisions is open.
        W588
    }
    document {
        /// A document profile that is not there yet.
        W522
        /// The name of an office is too long for a letterhead.
        W541
        /// A document for others has stars and nothing that explains them.
        W556
        /// The office has not chosen whose rules its documents follow.
        W661
        /// By what authority the signer signs is left open.
        W667
        /// A document is older than the first rules of form that are known.
        W668
    }
    template {
        /// A template cannot be read.
        E601
        /// A template uses an unknown name.
        E602
        /// A block of a template is not closed.
        E603
        /// A template closes a block that was not opened.
        E604
        /// The ends of a block stand in places that do not fit.
        E605
        /// An expression in a template cannot be understood.
        E606
        /// An expression in a template cannot be evaluated.
        E607
        /// The result of a template exceeds a limit.
        E608
        /// A figure is absent where a template prints it.
        W609
        /// A picture, document or workbook that a template names cannot be used.
        E610
        /// What a tag gives cannot stand where the tag stands.
        E611
        /// Something in a filled document must be brought up to date by its reader.
        W612
        /// A tag stands where nothing is filled in.
        W613
        /// A sheet is called otherwise than asked for.
        W614
        /// A document prints figures of a form that the office does not use.
        W616
        /// A figure could not be compared with that of another period.
        W670
        /// Printed shares of all parts do not add up to 100.
        W671
        /// A template writes a 0 before a figure.
        W672
        /// A share could not be worked out.
        W673
        /// A sheet cannot be repeated or left out.
        E625
        /// No visible sheet would remain.
        E626
        /// A sheet would have no name.
        E627
        /// Columns are repeated over what differs from row to row.
        E620
        /// The columns of one row would differ from those of the sheet.
        E621
        /// A value is to take the place of a formula.
        E630
        /// A cell to be filled is locked.
        E631
        /// A cell cannot be filled by its address.
        E632
        /// A tag stands in a covered cell of a merged area.
        E633
        /// A number has more digits than a spreadsheet keeps.
        W634
        /// The template bears a digital signature, which no longer holds.
        W635
        /// A reference of a formula cannot follow what is repeated.
        E636
        /// The body of a document does not say what the document is about.
        E660
        /// A chart cannot show its filled data sheet.
        E663
        /// The header of a body is not printed: the frame has its own.
        W665
        /// A body says whom it is addressed to, and the frame of its type does not.
        W669
        /// A text does not end with the mark of the rules.
        W664
        /// Word would work out a sum in a document for others.
        E666
    }
    workbook {
        /// A tag of a workbook stands where nothing is filled in.
        E638
        /// A text is longer than its place can hold.
        E639
        /// A formula would get too long.
        E645
        /// Something on a sheet cannot follow repeated rows or columns.
        E646
        /// A table would be left without rows or columns.
        E647
        /// What is repeated cuts through a table.
        E648
        /// A formula names a column of a table that is repeated or renamed.
        E649
        /// A series of a chart would cover rows and columns.
        E650
        /// A pivot table stands on what is repeated or vanishes.
        E651
        /// The data of a pivot table would vanish or come apart.
        E652
        /// A shape shows a cell that is now several, or none.
        E653
        /// A statement means nothing in a workbook.
        E654
        /// A text outside cells uses the variable of a loop over rows.
        E655
        /// A tag over columns opens and closes in one cell.
        E656
        /// A defined name stands for no cell any more.
        W657
        /// A file of data is no JSON.
        E658
        /// A file is not there.
        E659
    }
    suggest {
        /// A cell may be one of several figures.
        W640
        /// A proposed tag is doubtful.
        W641
        /// The pack has no figure for a cell.
        I642
        /// No table was found in a form.
        E643
        /// There is no pack to take names from.
        E644
    }
    proofread {
        /// A citation is not as the list of documents has it.
        W680
        /// Cited documents that nobody knows.
        I681
        /// A number of several documents is cited without its day.
        W682
        /// A cited document has been replaced.
        I683
        /// One document is cited in several spellings.
        W684
        /// Letters are damaged or lost.
        W685
        /// A word stands twice.
        W686
        /// Tone marks stand in two manners.
        W687
        /// Counts are written in two manners.
        W688
        /// Headings are numbered in several manners or out of order.
        W689
        /// A template cites a document that cannot be told.
        E690
        /// The office's list of documents cannot be read.
        E692
        /// The office's sheet of documents differs from the shipped list.
        W693
        /// Quotation marks open and close in different kinds.
        W695
        /// Text stands behind the mark that ends it.
        W696
        /// An office is called otherwise than in the settings.
        W697
        /// A list was printed as programs write it.
        W698
        /// A report cites a document that is later than the report.
        W699
    }
    pack {
        /// A file of a pack is missing or no valid TOML.
        E701
        /// A form refers to something its pack does not know.
        E702
        /// A data element has no cell in any form.
        E703
        /// A rule names something its pack does not know.
        E704
        /// A code is used twice in a pack.
        E705
        /// An expression in a pack cannot be understood.
        E706
        /// The period of a tag overlaps others of the same element.
        E707
        /// Unlike units of measure are added or compared.
        E708
        /// Overlapping periods are added.
        E709
        /// Parts of a total are added.
        E710
        /// A transfer cannot be used.
        E711
        /// A target is not written as it should be.
        E712
        /// What a pack declares cannot be used.
        E713
    }
}

impl Code {
    /// How bad it is, by the first letter of the code.
    pub fn severity(self) -> Severity {
        match self.as_str().as_bytes().first() {
            Some(b'W') => Severity::Warning,
            Some(b'I') => Severity::Info,
            _ => Severity::Error,
        }
    }

    /// Whether it speaks of what was sealed: no return is wrong by it, and no unit is asked for anything.
    pub fn is_of_seals(self) -> bool {
        matches!(
            self,
            Self::E430
                | Self::W431
                | Self::E432
                | Self::E433
                | Self::I434
                | Self::E435
                | Self::W436
                | Self::W437
                | Self::I438
                | Self::W439
                | Self::E441
                | Self::E442
                | Self::E443
                | Self::E444
                | Self::W445
                | Self::E446
                | Self::E447
                | Self::E448
        )
    }

    /// Whether it speaks of totals, which are read after the returns they are made of.
    pub fn is_on_totals(self) -> bool {
        matches!(
            self,
            Self::E302
                | Self::W308
                | Self::E305
                | Self::E309
                | Self::I313
                | Self::W404
                | Self::I408
                | Self::W409
        )
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Code {
    type Err = UnknownCode;

    /// Reads `E203`, in either case.
    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        let wanted = text.trim();
        let known =
            Self::ALL.into_iter().find(|code| code.as_str().eq_ignore_ascii_case(wanted));
        known.ok_or_else(|| UnknownCode(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_back_in_either_case() {
        for code in Code::ALL {
            assert_eq!(code.as_str().parse(), Ok(code));
            assert_eq!(code.as_str().to_lowercase().parse(), Ok(code));
        }
        assert!("E999".parse::<Code>().is_err());
    }

    #[test]
    fn no_number_has_two_meanings() {
        let mut numbers: Vec<&str> = Code::ALL.iter().map(|code| &code.as_str()[1..]).collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), Code::ALL.len());
    }

    #[test]
    fn the_letter_of_a_code_is_its_severity() {
        assert_eq!(Code::E203.severity(), Severity::Error);
        assert_eq!(Code::W401.severity(), Severity::Warning);
        assert_eq!(Code::I402.severity(), Severity::Info);
    }
}
