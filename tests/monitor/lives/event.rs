//! What may happen in a life.

use std::time::Duration;

use proptest::{prelude::*, sample::select};

/// Which account: there are three.
pub(crate) type Which = usize;

/// What happens next.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Event {
    Hour,
    Holds(Which, &'static str),
    /// As soon as it holds this, and the app is told to look, the next thing happens: while the answer or
    /// the alert is under way.
    Meanwhile(Which, &'static str),
    Fails(Which),
    /// The server does not take the key.
    Rejects(Which),
    /// Nobody has entered a key.
    HasNoKey(Which),
    /// Spent evenly over two days, in which somebody looks every four hours.
    SpendsForDays(Which),

    /// The app ends, and starts again after so many hours.
    Restart(u32),
    /// The computer sleeps, or its clock is set forward.
    Sleep(u32),
    /// The clock is set back by so many seconds.
    ClockBack(u32),
    /// The person goes there.
    Travels(&'static str),
    /// Nothing can be written.
    DiskFills,
    DiskIsFree,
    /// Polls take so many seconds from now on.
    AnswersTake(u32),
    TellingTakes(u32),
    /// Nobody is there to be told, such as while no notification server runs.
    Deaf,
    Hears,

    Pause,
    Resume,
    Snooze(Which),
    SnoozeUntilToppedUp(Which),
    EndSnooze(Which),
    /// Quiet hours from this hour of the day on, for nine hours, through which out breaks or not.
    Quiet(i8, bool),
    NoQuiet,

    Off(Which),
    On(Which),
    Remove(Which),
    /// Adds an account, or undoes its removal.
    Bring(Which),
    /// All accounts are there again, in another order and with this threshold.
    Import(&'static str),
    Threshold(Which, Option<&'static str>),
    Wants(Which, Wish),
    /// The account is read at its other server, which has this to say.
    Moves(Which, &'static str),
    /// Somebody enters the key of another wallet, which holds this.
    OtherKey(Which, &'static str),
    /// Somebody enters another key of the same wallet.
    SameWallet(Which),
}

/// A rule, turned off or on.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Wish {
    Low(bool),
    Out(bool),
    KeyRejected(bool),
    NoReading(Option<u32>),
    SpentToday(Option<u32>),
    ToppedUp(bool),
    DaysLeft(Option<u32>),
}

pub(crate) fn any_life() -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec(any_event(), 1..30)
}

fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        24 => server_does(),
        10 => computer_does(),
        8 => person_waits(),
        14 => person_edits(),
    ]
}

/// Mostly the first account, so that much happens to it.
fn which() -> impl Strategy<Value = Which> {
    prop_oneof![6 => Just(0), 2 => Just(1), 1 => Just(2)]
}

fn amount() -> impl Strategy<Value = &'static str> {
    select(vec![
        "0", "-3", "0.3", "5", "9.9", "10", "10.2", "10.6", "12", "20", "30", "100", "130",
    ])
}

fn server_does() -> impl Strategy<Value = Event> {
    use Event::{Fails, HasNoKey, Holds, Hour, Meanwhile, Rejects, SpendsForDays};
    prop_oneof![
        12 => (which(), amount()).prop_map(|(which, amount)| Holds(which, amount)),
        3 => Just(Hour),
        2 => (which(), amount()).prop_map(|(which, amount)| Meanwhile(which, amount)),
        2 => which().prop_map(Fails),
        2 => which().prop_map(Rejects),
        1 => which().prop_map(HasNoKey),
        1 => which().prop_map(SpendsForDays),
    ]
}

fn computer_does() -> impl Strategy<Value = Event> {
    use Event::{
        AnswersTake, ClockBack, Deaf, DiskFills, DiskIsFree, Hears, Restart, Sleep, TellingTakes, Travels,
    };
    let zones = [
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "Asia/Shanghai",
        "Asia/Beirut",
        "Australia/Lord_Howe",
    ];
    prop_oneof![
        3 => select(vec![0, 3, 30, 200]).prop_map(Restart),
        2 => select(vec![3, 9, 26, 120]).prop_map(Sleep),
        1 => select(vec![7, 3600, 86_400, 400_000]).prop_map(ClockBack),
        1 => select(zones.to_vec()).prop_map(Travels),
        2 => select(vec![Deaf, Hears, Hears]),
        2 => select(vec![DiskFills, DiskIsFree, DiskIsFree]),
        1 => select(vec![0, 2, 10]).prop_map(AnswersTake),
        1 => select(vec![0, 3, 20]).prop_map(TellingTakes),
    ]
}

fn person_waits() -> impl Strategy<Value = Event> {
    use Event::{EndSnooze, NoQuiet, Pause, Quiet, Resume, Snooze, SnoozeUntilToppedUp};
    prop_oneof![
        2 => Just(Resume),
        2 => Just(Pause),
        2 => which().prop_map(EndSnooze),
        2 => which().prop_map(Snooze),
        1 => which().prop_map(SnoozeUntilToppedUp),
        2 => Just(NoQuiet),
        2 => (select(vec![0, 8, 13, 17, 22]), any::<bool>()).prop_map(|(from, out)| Quiet(from, out)),
    ]
}

fn person_edits() -> impl Strategy<Value = Event> {
    use Event::{Bring, Import, Moves, Off, On, OtherKey, Remove, SameWallet, Threshold, Wants};
    let thresholds = || select(vec!["10", "20", "5"]);
    let some_or_none = prop_oneof![4 => thresholds().prop_map(Some), 1 => Just(None)];
    prop_oneof![
        2 => which().prop_map(On),
        2 => which().prop_map(Off),
        2 => which().prop_map(Bring),
        2 => which().prop_map(Remove),
        1 => thresholds().prop_map(Import),
        3 => (which(), some_or_none).prop_map(|(which, threshold)| Threshold(which, threshold)),
        6 => (which(), wish()).prop_map(|(which, wish)| Wants(which, wish)),
        1 => (which(), amount()).prop_map(|(which, amount)| Moves(which, amount)),
        1 => (which(), amount()).prop_map(|(which, amount)| OtherKey(which, amount)),
        1 => which().prop_map(SameWallet),
    ]
}

fn wish() -> impl Strategy<Value = Wish> {
    use Wish::{DaysLeft, KeyRejected, Low, NoReading, Out, SpentToday, ToppedUp};
    prop_oneof![
        any::<bool>().prop_map(Low),
        any::<bool>().prop_map(Out),
        any::<bool>().prop_map(KeyRejected),
        select(vec![None, Some(1), Some(2), Some(24)]).prop_map(NoReading),
        select(vec![None, Some(3), Some(15), Some(50)]).prop_map(SpentToday),
        any::<bool>().prop_map(ToppedUp),
        select(vec![None, Some(3)]).prop_map(DaysLeft),
    ]
}

pub(crate) const HOUR: Duration = Duration::from_secs(3600);
