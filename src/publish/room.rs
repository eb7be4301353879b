//! A bound on the bytes that are in memory at once.

use std::sync::{Condvar, Mutex, PoisonError};

/// So many bytes of files are in memory at once; a larger file goes alone.
pub(super) const IN_MEMORY: u64 = 32 << 20;

/// Room for so many bytes. What is larger than all of it has it alone.
pub(super) struct Room {
    whole: u64,
    free: Mutex<u64>,
    freed: Condvar,
}

/// A part of a room; given back when it is dropped.
pub(super) struct Held<'r> {
    room: &'r Room,
    bytes: u64,
}

impl Room {
    /// An empty room.
    pub(super) fn new(whole: u64) -> Self {
        Self { whole, free: Mutex::new(whole), freed: Condvar::new() }
    }

    /// Waits until there is room.
    pub(super) fn take(&self, bytes: u64) -> Held<'_> {
        let bytes = bytes.min(self.whole);
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free = self.freed.wait_while(free, |free| *free < bytes).unwrap_or_else(PoisonError::into_inner);
        *free -= bytes;
        Held { room: self, bytes }
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        *self.room.free.lock().unwrap_or_else(PoisonError::into_inner) += self.bytes;
        self.room.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::Room;

    #[test]
    fn a_large_one_has_the_room_alone_and_the_room_comes_back() {
        let room = Room::new(10);
        drop(room.take(1_000));
        let (_first, _second) = (room.take(4), room.take(6));
        assert_eq!(*room.free.lock().unwrap_or_else(std::sync::PoisonError::into_inner), 0);
    }
}
