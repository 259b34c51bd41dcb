//! Lines of a form followed into a return: what a line says tells which one it is, and where
//! several say the same, what stands before and after them.

use std::collections::{BTreeMap, BTreeSet};

/// What became of a line of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Image {
    /// It is this line of the return.
    At(u32),
    /// No line of the return says what it says.
    Gone,
    /// Any of these lines may be it.
    Several(Vec<u32>),
}

impl Image {
    pub(super) fn at(&self) -> Option<u32> {
        match self {
            Self::At(line) => Some(*line),
            Self::Gone | Self::Several(_) => None,
        }
    }
}

/// Lines with what each says, in their order.
pub(super) type Lines<S> = Vec<(u32, S)>;

/// Follows every line of the form.
///
/// A line that alone says what it says, here and there, is found. Of lines that say the same («Nữ»)
/// each is found if the found lines next before and after it still stand in this order with no
/// other found line between them, and as many such lines stand between them there as here. So a
/// line that went to another heading, or came from one, is refused and never taken for another.
pub(super) fn follow<S: Ord>(form: &Lines<S>, there: &Lines<S>) -> BTreeMap<u32, Image> {
    let (here, others) = (by_saying(form), by_saying(there));
    let candidates = |says: &S| others.get(says).map_or(&[][..], Vec::as_slice);
    let anchors: Vec<(u32, u32)> = form
        .iter()
        .filter(|(_, says)| here.get(says).is_some_and(|lines| lines.len() == 1))
        .filter_map(|(line, says)| match candidates(says) {
            [one] => Some((*line, *one)),
            _ => None,
        })
        .collect();
    let found: BTreeMap<u32, u32> = anchors.iter().copied().collect();
    let mut images: Vec<u32> = found.values().copied().collect();
    images.sort_unstable();
    let image = |line: u32, says: &S| {
        if let Some(at) = found.get(&line) {
            return Image::At(*at);
        }
        let all = candidates(says);
        let alike = here.get(says).map_or(&[][..], Vec::as_slice);
        let between = || among_alike(line, alike, all, &anchors, &images);
        match (alike.len(), all) {
            (_, []) => Image::Gone,
            (2.., _) => between().map_or_else(|| Image::Several(all.to_vec()), Image::At),
            _ => Image::Several(all.to_vec()),
        }
    };
    form.iter().map(|(line, says)| (*line, image(*line, says))).collect()
}

/// The found lines of which the fewest must have moved for all others to keep the order that they have
/// in the form.
pub(super) fn moved(images: &BTreeMap<u32, Image>) -> BTreeSet<u32> {
    let found: Vec<(u32, u32)> =
        images.iter().filter_map(|(line, image)| Some((*line, image.at()?))).collect();
    // The longest rising run: for each length the line with the lowest image that ends one.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::new();
    let image = |at: usize| found.get(at).map_or(0, |(_, image)| *image);
    for (at, (_, own)) in found.iter().enumerate() {
        let length = ends.partition_point(|end| image(*end) < *own);
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut moved: BTreeSet<u32> = found.iter().map(|(line, _)| *line).collect();
    let mut next = ends.last().copied();
    while let Some(at) = next {
        if let Some((line, _)) = found.get(at) {
            moved.remove(line);
        }
        next = before.get(at).copied().flatten();
    }
    moved
}

fn by_saying<S: Ord>(lines: &Lines<S>) -> BTreeMap<&S, Vec<u32>> {
    let mut by: BTreeMap<&S, Vec<u32>> = BTreeMap::new();
    for (line, says) in lines {
        by.entry(says).or_default().push(*line);
    }
    by
}

/// Which of the lines that say the same is the one meant, by the found lines around it.
fn among_alike(
    line: u32,
    alike: &[u32],
    there: &[u32],
    anchors: &[(u32, u32)],
    images: &[u32],
) -> Option<u32> {
    let before = anchors.iter().rev().find(|(anchor, _)| *anchor < line);
    let after = anchors.iter().find(|(anchor, _)| *anchor > line);
    let within = |bounds: (Option<u32>, Option<u32>), line: u32| {
        bounds.0.is_none_or(|low| low < line) && bounds.1.is_none_or(|high| line < high)
    };
    let of_form = (before.map(|(line, _)| *line), after.map(|(line, _)| *line));
    let of_return = (before.map(|(_, at)| *at), after.map(|(_, at)| *at));
    if let (Some(low), Some(high)) = of_return
        && low >= high
    {
        return None;
    }
    if images.iter().any(|image| within(of_return, *image)) {
        return None;
    }
    let of_form: Vec<u32> = alike.iter().copied().filter(|l| within(of_form, *l)).collect();
    let of_return: Vec<u32> = there.iter().copied().filter(|l| within(of_return, *l)).collect();
    let position = of_form.iter().position(|other| *other == line)?;
    (of_form.len() == of_return.len()).then(|| of_return.get(position).copied())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Lines<char> {
        (0..).zip(text.chars()).filter(|(_, says)| *says != '.').collect()
    }

    /// Where each line of the form went, `?` for several, `-` for none.
    fn followed(form: &str, there: &str) -> String {
        let images = follow(&lines(form), &lines(there));
        let word = |image: &Image| match image {
            Image::At(line) => line.to_string(),
            Image::Gone => "-".to_owned(),
            Image::Several(_) => "?".to_owned(),
        };
        images.values().map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn lines_that_say_something_of_their_own_are_found_wherever_they_went() {
        assert_eq!(followed("ABC", "..ABC"), "2 3 4");
        assert_eq!(followed("ABC", "C.xA"), "3 - 0");
        assert_eq!(followed("ABC", "ABBC"), "0 ? 3");
    }

    #[test]
    fn lines_that_say_the_same_are_told_by_what_stands_around_them() {
        assert_eq!(followed("AnBn", ".An.Bxn"), "1 2 4 6");
        assert_eq!(followed("nAnnB", "xnAxnnB"), "1 2 4 5 6");
        // The line between two headings that say something went: what is under both keeps its order.
        assert_eq!(followed("AnBnC", "AnnC"), "0 1 - 2 3");
    }

    #[test]
    fn the_fewest_lines_are_those_that_moved() {
        let moved_of = |form: &str, there: &str| {
            let moved = moved(&follow(&lines(form), &lines(there)));
            moved
                .into_iter()
                .map(|line| form.chars().nth(line as usize).unwrap())
                .collect::<String>()
        };
        for (there, moved) in [
            ("ABCD", ""),
            ("xAByCD", ""),
            ("BCDA", "A"),
            ("DABC", "D"),
            ("ACD", ""),
            ("CDA", "A"),
        ] {
            assert_eq!(moved_of("ABCD", there), moved, "{there}");
        }
        assert_eq!(moved_of("AB", "BA").len(), 1);
    }

    #[test]
    fn a_line_that_may_be_another_is_refused() {
        for there in ["ABnnC", "AnnBC", "BnAnC", "AnC", "AnnBnC", "AnCBn", "nAnBC"] {
            let images = follow(&lines("AnBnC"), &lines(there));
            let wrong = [(1, there.find('n')), (3, there.rfind('n'))];
            let kept = |(line, at): &(u32, Option<usize>)| {
                images.get(line).and_then(Image::at).map(|l| l as usize) == *at
            };
            assert!(!wrong.iter().all(kept), "{there}: {images:?}");
        }
        assert_eq!(followed("AnBnC", "ABnnC"), "0 ? 1 ? 4");
        assert_eq!(followed("AnBnC", "BnAnC"), "2 ? 0 ? 4");
    }
}
