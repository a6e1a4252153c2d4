//! What is wrong with an item of a news agency's format.

/// An item of NewsML-G2, NITF or ninjs that cannot be tagged, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NewsFault {
    /// It is no XML.
    #[error("not well-formed XML: line {line}: {message}")]
    Xml {
        /// The line of the input, or of the item where it is one of several, counting from 1.
        line: usize,
        /// What the parser says.
        message: String,
    },
    /// It declares entities.
    #[error(
        "the document declares entities of its own (<!ENTITY …>): they are not expanded, since they may grow without end"
    )]
    Entities,
    /// It names an entity that nobody knows.
    #[error("not well-formed XML: line {line}: the entity &{name}; is not known")]
    UnknownEntity {
        /// The line, counting from 1.
        line: usize,
        /// Its name.
        name: String,
    },
    /// Its elements stand too deep in each other.
    #[error("the elements stand more than {limit} deep in each other")]
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// Its bytes are no text.
    #[error("the document cannot be decoded: it holds bytes that mean nothing in {charset}")]
    Damaged {
        /// The charset that it was read in.
        charset: &'static str,
    },
    /// It is XML of another kind.
    #[error("expected NewsML-G2 or NITF (newsItem, packageItem, newsMessage, nitf), found the element <{root}>")]
    NoNews {
        /// The outermost element.
        root: String,
    },
    /// It is an item that holds no text.
    #[error("a {item} has no text: it tells of {holds}")]
    OtherItem {
        /// The element.
        item: String,
        /// What it holds instead.
        holds: &'static str,
    },
    /// There is neither a headline nor a body in it.
    #[error("the item has neither a headline nor a body nor a description")]
    NoText,
    /// A property of ninjs holds something that it cannot hold.
    #[error("the property \"{property}\" should be {expected}, but it is {found}")]
    WrongType {
        /// The property.
        property: String,
        /// What it takes.
        expected: &'static str,
        /// What it holds.
        found: &'static str,
    },
    /// A piece of HTML in it cannot be read.
    #[error("the property \"{property}\" cannot be read as HTML: {message}")]
    Html {
        /// The property.
        property: String,
        /// What is wrong with it.
        message: String,
    },
}
