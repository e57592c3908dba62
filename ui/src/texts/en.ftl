### What the settings window says.

## Accounts

window-accounts = Accounts
window-updated = Updated
window-not-updated = Not checked yet
window-refresh-all = Refresh all
window-add-account = Add account
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
window-warn-below = Warn below
window-warn-below-hint = Leave this empty for no warning.
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
window-not-connected = The app does not answer. Quit Credit Tray from the tray menu and start it again.
window-unexpected = Something went wrong. Try again.
