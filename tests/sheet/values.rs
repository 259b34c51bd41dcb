//! What each cell of a sound file holds.
