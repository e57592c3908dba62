### What the settings window says.

## Accounts

window-accounts = Accounts
window-updated = Updated
window-not-updated = Not checked yet
window-refresh-all = Refresh all
window-add-account = Add account
window-add-account-short = Add
window-general-short = Alerts
window-paused = All alerts are paused.
window-resume = Resume
window-welcome = See what is left
window-welcome-what = Credit Tray shows the balances of your prepaid AI APIs in the tray menu, and tells you before one of them runs out.
window-welcome-next = To begin, add an account with its API key.

## One account

window-status-ok = OK
window-status-low = Low
window-status-out = Out
window-status-unlimited = Unlimited
window-status-unknown = Unknown
window-status-off = Off
window-low-below = below { $amount }
window-amount-unlimited = Unlimited
window-amount-none = No amount
window-stale = Out of date
window-never-read = Not read yet
window-just-now = just now
window-minutes-ago = { $count } min ago
window-hours-ago = { $count ->
    [one] { $count } hour ago
   *[other] { $count } hours ago
}
window-days-ago = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
}
window-edit = Edit
window-edit-named = Edit { $label }
window-refresh = Refresh
window-refresh-named = Refresh { $label }
window-top-up = Top up…
window-top-up-named = Top up… { $label } (opens in the browser)
window-spends = Spends { $amount } a day
window-snooze = Snooze
window-snooze-named = { $state }: { $label }
window-snooze-hour = For 1 hour
window-snooze-tomorrow = Until tomorrow
window-snooze-top-up = Until topped up
window-snooze-end = End snooze
window-snoozed-until = Snoozed until { $time }
window-snoozed-top-up = Snoozed until topped up

## The form

window-provider = Provider
window-label = Label
window-label-hint = The name of this account in the tray menu.
window-key = API key
window-key-placeholder = Paste the key
window-key-stored = A key is stored
window-key-stored-hint = Leave this empty to keep the stored key.
window-key-from-env = The key is read from the environment variable named under Advanced.
window-key-show = Show
window-key-hide = Hide
window-key-get = Get a key…
window-key-get-spoken = Get a key… (opens in the browser)
window-test = Test
window-testing = Testing…
window-test-hint = Asks for the balance once. Nothing is saved.
window-test-balance = { $amount } available
window-test-unlimited = Unlimited
window-test-out = Nothing is left
window-test-no-balance = No balance could be read
window-check-every = Check every
window-unit-of-interval = Unit of the interval
window-unit-sec = seconds
window-unit-min = minutes
window-unit-hour = hours
window-interval-wrong = Type a whole number, such as 5.
window-enabled = Check this account
window-enabled-hint = Turn this off to keep the account without checking its balance.
window-advanced = Advanced
window-key-place = Where the key is kept
window-key-in-keychain = In the keychain of this computer
window-key-in-env = In an environment variable
window-key-in-file = In a private file on this computer
window-env-name = Name of the variable
window-server = Server
window-server-default = { $address } (default)
window-server-other = Other…
window-server-address = Address of the server
window-server-address-hint = The key is sent to this server. Use only one you trust.
window-save = Save
window-cancel = Cancel
window-remove = Remove…

## The alerts of one account

window-rules = Alerts: tell me when
window-rule-low = Less is left than
window-rule-low-hint = Below this amount the account is shown as low, even while this alert is off.
window-rule-out = Nothing is left
window-rule-days-left = What is left may last less than
window-rule-spent-today = More was spent today than
window-rule-key-rejected = The key is rejected
window-rule-no-reading = The balance could not be read for
window-rule-topped-up = Credit was added
window-rule-days = days
window-rule-hours = hours
window-rule-number = { $rule }, in { $unit }
window-rule-needs-amount = Type an amount such as 10 or 2.50, or turn this alert off.
window-rule-needs-count = Type a whole number of 1 or more, or turn this alert off.

## The alerts of all accounts

window-general = Alerts and quiet hours
window-back = Back
window-pause = Pause all alerts
window-pause-hint = Balances are still read. You are told nothing until you resume.
window-quiet-hours = Quiet hours
window-quiet-hint = Every day between these times alerts wait. Afterwards they arrive together.
window-quiet-from = From
window-quiet-to = to
window-quiet-next-day = Ends on the next day.
window-quiet-never = Both times are the same, so there are no quiet hours.
window-quiet-wrong = Fill in both times. Until then nothing changes.
window-quiet-out = Tell me all the same when an account is out
window-notify-test = Send a test notification
window-notify-hint = Shows whether warnings reach you.
window-notify-sent = Sent. It should appear within a few seconds. If it does not:
window-notify-none-linux = Check that “do not disturb” is off, and that a notification service is running: the desktop’s own, or one such as dunst.
window-notify-none-macos = In System Settings, under Notifications, allow them for Credit Tray. Then check that no Focus is on.
window-notify-none-windows = In Settings, under System and Notifications, turn them on for Credit Tray. Then check that “do not disturb” is off.

## The keychain does not answer

window-keychain = The key could not be stored
window-keychain-what = Unlock the keychain and try again, or choose another place for the key.
window-keychain-again = Try again
window-keychain-file = Keep the key in a private file on this computer instead
window-keychain-file-what = The file is not encrypted. Only your user account can read it, but so can every program you run.
window-keychain-env = Use an environment variable

## Questions

window-remove-question = Remove { $label }? Its key is deleted from this computer.
window-remove-question-env = Remove { $label }?
window-remove-history = Delete its history too
window-remove-yes = Remove account
window-remove-no = Keep account
window-discard-question = Discard your changes?
window-discard-yes = Discard
window-discard-no = Keep editing

## What happened

window-notices = Notices
window-dismiss = Dismiss
window-saved = { $label } is saved.
window-removed = { $label } is removed.
window-snoozed = { $label } is snoozed.
window-awake = { $label } is no longer snoozed.
window-resumed = Alerts are no longer paused.
window-not-connected = The app does not answer. Quit Credit Tray from the tray menu and start it again.
window-unexpected = Something went wrong. Try again.
