//! Scripts, as far as linking asks for them.
