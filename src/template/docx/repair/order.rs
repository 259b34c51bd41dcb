//! The order in which Word's schema wants the children of properties: Word refuses a file that
//! keeps another.
//!
//! From ECMA-376 part 1 (transitional); what later versions of Word have added stands where
//! `*` stands, with everything else that is not named here.

use std::borrow::Cow;

use crate::ooxml::{Edits, XmlError, XmlTree};

/// Elements within elements may be out of order so deep.
const DEEPEST: usize = 8;

/// Per element the names of its children, without their prefix; names parted by `|` share a
/// place.
const ORDERS: [(&str, &str); 24] = [
    (
        "w:rPr",
        "ins|del|moveFrom|moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline \
         shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position \
         sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout \
         specVanish oMath * rPrChange",
    ),
    (
        "w:pPr",
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers \
         pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE \
         autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents \
         suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle \
         * rPr sectPr pPrChange",
    ),
    ("w:numPr", "ilvl numId numberingChange ins"),
    ("w:pBdr", "top left bottom right between bar"),
    (
        "w:tblPr",
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc \
         tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption \
         tblDescription * tblPrChange",
    ),
    ("w:tblBorders", "top left|start bottom right|end insideH insideV"),
    ("w:tblCellMar", "top left|start bottom right|end"),
    (
        "w:tcPr",
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText \
         vAlign hideMark headers * cellIns|cellDel|cellMerge tcPrChange",
    ),
    ("w:tcBorders", "top left|start bottom right|end insideH insideV tl2br tr2bl"),
    ("w:tcMar", "top left|start bottom right|end"),
    ("w:trPr", "* ins del trPrChange"),
    (
        "w:sectPr",
        "headerReference|footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders \
         lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter \
         docGrid printerSettings * sectPrChange",
    ),
    ("w:pgBorders", "top left bottom right"),
    (
        "w:sdtPr",
        "rPr alias tag id lock placeholder temporary showingPlcHdr dataBinding label tabIndex * \
         equation|comboBox|date|docPartObj|docPartList|dropDownList|picture|richText|text|\
         citation|group|bibliography|checkbox|repeatingSection|repeatingSectionItem",
    ),
    ("w:sdt", "sdtPr sdtEndPr sdtContent"),
    (
        "w:style",
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed \
         qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr \
         tblStylePr",
    ),
    ("w:tblStylePr", "pPr rPr tblPr trPr tcPr"),
    ("w:styles", "docDefaults latentStyles style"),
    ("w:numbering", "numPicBullet abstractNum num numIdMacAtCleanup"),
    ("w:abstractNum", "nsid multiLevelType tmpl name styleLink numStyleLink lvl"),
    ("w:num", "abstractNumId lvlOverride"),
    ("w:lvlOverride", "startOverride lvl"),
    (
        "w:lvl",
        "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    ),
    ("w:settings", SETTINGS),
];

const SETTINGS: &str = "writeProtection view zoom removePersonalInformation removeDateAndTime \
     doNotDisplayPageBoundaries displayBackgroundShape printPostScriptOverText \
     printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts \
     saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader \
     bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors \
     activeWritingStyle proofState formsDesign attachedTemplate linkStyles stylePaneFormatFilter \
     stylePaneSortMethod documentType mailMerge revisionView trackRevisions doNotTrackMoves \
     doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme styleLockQFSet \
     defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps \
     showEnvelope summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders \
     bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing \
     drawingGridVerticalSpacing displayHorizontalDrawingGridEvery \
     displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin \
     drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData \
     noPunctuationKerning characterSpacingControl printTwoOnOne strictFirstAndLastChars \
     noLineBreaksAfter noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema \
     saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText doNotDemarcateInvalidXml \
     saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags alwaysMergeEmptyNamespace \
     updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids mathPr \
     attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats \
     doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType \
     schemaLibrary shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator *";

/// Children of an element, by name and markup, as the schema wants them; those of one name keep
/// their order.
pub(in super::super) fn ordered(parent: &str, mut children: Vec<(&str, String)>) -> String {
    if let Some(order) = order_of(parent) {
        children.sort_by_key(|(name, _)| rank(order, name));
    }
    children.into_iter().map(|(_, xml)| xml).collect()
}

/// The place of a child among its siblings: of two children the one with the lower place stands
/// first.
pub(in super::super) fn place_of(parent: &str, child: &str) -> usize {
    order_of(parent).map_or(usize::MAX, |order| rank(order, child))
}

/// A part in which the children of all elements stand as the schema wants them.
///
/// # Errors
/// When it is not well-formed.
pub(in super::super) fn in_order(xml: &str) -> Result<Cow<'_, str>, XmlError> {
    let mut done = Cow::Borrowed(xml);
    // An element is written anew as a whole, those in it the next time.
    for _ in 0..DEEPEST {
        let tree = XmlTree::parse(&done)?;
        let mut edits = Edits::new();
        for element in 0..tree.len() {
            reorder(&tree, element, &mut edits);
        }
        if edits.is_empty() {
            break;
        }
        done = Cow::Owned(edits.apply(&done));
    }
    Ok(done)
}

fn reorder(tree: &XmlTree<'_>, element: usize, edits: &mut Edits) {
    let Some(order) = order_of(tree.name(element)) else { return };
    let ranks = tree.children(element).map(|child| rank(order, tree.name(child)));
    if ranks.is_sorted() {
        return;
    }
    let markup = |child| (tree.name(child), tree.slice(tree.range(child)).to_owned());
    let children = tree.children(element).map(markup).collect();
    edits.replace(tree.content(element), ordered(tree.name(element), children));
}

fn order_of(parent: &str) -> Option<&'static str> {
    ORDERS.iter().find(|(name, _)| *name == parent).map(|(_, order)| *order)
}

/// The place of a child in its parent.
fn rank(order: &str, child: &str) -> usize {
    let local = child.rsplit(':').next().unwrap_or(child);
    let place = |wanted: &str| order.split(' ').position(|p| p.split('|').any(|n| n == wanted));
    // What later versions have added may have a name that Word knows from before (`w14:shadow`).
    let known = !child.starts_with("w14:") || local == "checkbox";
    let known = if known { place(local) } else { None };
    known.or_else(|| place("*")).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_come_into_the_order_of_the_schema_at_every_depth() {
        let xml = "<w:p><w:pPr><w:rPr><w:sz/><w:b/></w:rPr><w:jc/><w:pStyle/></w:pPr></w:p>";
        let expected =
            "<w:p><w:pPr><w:pStyle/><w:jc/><w:rPr><w:b/><w:sz/></w:rPr></w:pPr></w:p>";
        assert_eq!(in_order(xml).unwrap(), expected);
    }

    #[test]
    fn what_is_in_order_keeps_its_bytes() {
        let xml =
            "<w:sectPr> <w:footerReference a='1'/>\n<w:headerReference/><w:pgSz/></w:sectPr>";
        assert!(matches!(in_order(xml).unwrap(), Cow::Borrowed(same) if same == xml));
    }

    #[test]
    fn what_later_versions_have_added_stands_before_the_record_of_changes() {
        let xml = "<w:rPr><w:rPrChange/><w14:shadow/><w:shadow/></w:rPr>";
        assert_eq!(
            in_order(xml).unwrap(),
            "<w:rPr><w:shadow/><w14:shadow/><w:rPrChange/></w:rPr>"
        );
    }

    #[test]
    fn every_property_is_named_once() {
        for (element, order) in ORDERS {
            let mut names: Vec<&str> = order.split([' ', '|']).collect();
            names.sort_unstable();
            assert!(names.iter().all(|name| !name.is_empty()), "{element}");
            assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{element}");
        }
    }
}
