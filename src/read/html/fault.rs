//! What is wrong with a web page.

/// A web page that cannot be tagged, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PageFault {
    /// Nothing in it reads like an article.
    #[error("the page has no main text: nothing but menus, links, scripts or images was found in it")]
    NoMainText,
    /// It is longer than an article.
    #[error("the page is {size} bytes long, and the limit is {limit} bytes")]
    TooLong {
        /// Its length.
        size: usize,
        /// The limit.
        limit: usize,
    },
    /// Its elements stand too deep in each other.
    #[error("the page nests its elements more than {limit} deep, which no browser shows either")]
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// It has too many elements.
    #[error("the page has more than {limit} elements and pieces of text, which is more than an article has")]
    TooManyNodes {
        /// The limit.
        limit: usize,
    },
    /// Its text holds bytes that are no text.
    #[error(
        "the text of the page cannot be decoded: it holds bytes that mean nothing in {charset}, behind \"{before}\""
    )]
    Damaged {
        /// The charset that it was read in.
        charset: &'static str,
        /// What stands before the first of them.
        before: String,
    },
}
