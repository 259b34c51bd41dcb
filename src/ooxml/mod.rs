//! Office files as files: the zip package, its parts, its XML, and cell addresses.
//!
//! Knows nothing of what a document says.

mod archive;
mod cell_ref;
mod compressed;
mod container;
mod content_types;
mod deflate;
mod package;
mod preflight;
mod relationships;
pub mod xml_part;
mod xml_text;
mod xml_tree;

pub use archive::{Archive, RawName};
pub use cell_ref::CellRef;
pub use container::{Container, seems_to_hold};
pub use content_types::ContentTypes;
pub use package::{Package, PackageError, text_of};
pub use preflight::{Entry, Limits, Measure, PreflightError, check_contents, check_structure};
pub use relationships::{OFFICE, Relationship, Relationships, resolved};
pub use xml_text::{escape_xml, is_xml_char};
pub use xml_tree::{Edits, Element, Text, XmlError, XmlTree};
