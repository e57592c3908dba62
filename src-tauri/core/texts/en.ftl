### Every word that a person reads, in English. Rust and the settings window both read this file;
### the names that begin with window- are the window's own.
### Plain and short, and where something went wrong, what to do next.

## Providers: which key is needed

key-hint-sunoapi = Any API key from your sunoapi.org account.
key-hint-kie = Any API key from your kie.ai account. If it has an IP whitelist, add this computer’s IP address.
# The blank before sk_ is one that does not break.
key-hint-ai-music-api = Any API key from your AI Music API dashboard. Starts with sk_.
key-hint-openrouter = A management key shows the whole account. A regular key shows only its own limit, or nothing if it has no limit.
key-hint-evolink = Any API key from your Evolink dashboard.

## Parts of a balance

part-purchased = Purchased
part-used = Used
part-subscription = Subscription (resets monthly)
part-extra = Extra (never expires)
part-account = Account
part-key-cap = Left for this key

## Amounts and money. $number is written as the person's place writes it.

amount-credit = { $sign }{ $number } credit
amount-credits = { $sign }{ $number } credits
money-usd = { $sign }${ $number }
money-eur = { $sign }€{ $number }
money-gbp = { $sign }£{ $number }
money-cny = { $sign }CN¥{ $number }
money-jpy = { $sign }JP¥{ $number }
money-inr = { $sign }₹{ $number }
money-krw = { $sign }₩{ $number }
money-brl = { $sign }R${ $number }
money-cad = { $sign }CA${ $number }
money-aud = { $sign }A${ $number }
money-chf = { $sign }CHF { $number }
worth-about = ≈ { $amount }

## States

status-ok = ok
status-low = low
status-out = out
status-unlimited = unlimited
status-unknown = unknown

## Why a balance could not be read. `.short` is for the tray, the rest for wherever there is room.

problem-key-missing = No key is stored for this account and its server. Enter one in its settings.
    .short = no key
problem-environment-key-missing = The environment variable { $name } has no key in it. Set it before starting Credit Tray.
    .short = no key in { $name }
problem-keychain-unavailable = The keychain does not answer. It may be locked: unlock it and refresh.
    .short = keychain does not answer
problem-no-keychain = There is no keychain on this desktop. Keep the key in a private file or an environment variable instead, or install a keychain such as GNOME Keyring or KWallet.
    .short = no keychain
problem-key-rejected = { $provider } rejected this key. Check that it is complete, or create a new one.
    .short = key rejected
problem-key-not-permitted = { $provider } does not let this key read the balance. Check its permissions and IP whitelist.
    .short = key can’t read the balance
problem-key-not-permitted-openrouter = This key has no limit of its own and can’t see the account. Use a management key, or set a limit for this one at OpenRouter.
    .short = needs a management key
problem-subscription-required = { $provider } requires an active subscription before credits can be used.
    .short = subscription required
problem-rate-limited = Too many requests to { $provider }. This should pass by itself; if it keeps happening, check less often.
    .short = too many requests
problem-maintenance = { $provider } is down for maintenance. This should pass by itself.
    .short = under maintenance
problem-feature-disabled = { $provider } has turned off balance checks for now. This should pass by itself.
    .short = turned off by the provider
problem-blocked = { $provider }’s firewall blocks this computer or region. Try another network, or turn off your VPN.
    .short = blocked by a firewall
problem-offline = Can’t connect to { $host }. Check your internet connection, and the server address if you changed it.
    .short = no connection
problem-proxy-silent = The proxy { $proxy } does not answer. Check that it is running and that its type, address and port are right.
    .short = proxy does not answer
problem-proxy-asks-for-password = The proxy { $proxy } asks for a user name and password. Add them where the proxy is set: in Credit Tray’s settings or the system’s.
    .short = proxy asks for a password
problem-proxy-refuses-password = The proxy { $proxy } refuses this user name and password. Check both.
    .short = proxy refuses the password
problem-proxy-password-missing = The password for the proxy { $proxy } is missing. Enter it in the proxy settings.
    .short = proxy password missing
problem-proxy-other-protocol = { $proxy } does not answer like this type of proxy. Check the type (HTTP, HTTPS or SOCKS5) and the port.
    .short = wrong type of proxy
problem-proxy-no-tunnel = The proxy { $proxy } does not connect to { $host }. It may block this address, or not be an HTTP proxy.
    .short = proxy does not connect
problem-proxy-no-way = The proxy { $proxy } can’t reach { $host }. It may block this address, or be offline itself.
    .short = proxy can’t reach the provider
problem-proxy-not-trusted = No secure connection to the proxy { $proxy }. Check its certificate, or choose “HTTP proxy” if it does not use TLS.
    .short = no secure connection to the proxy
problem-proxy-no-tls-through = No secure connection to { $host } through the proxy { $proxy }. If the proxy inspects traffic, this system must trust its certificate.
    .short = no secure connection through the proxy
problem-timeout = { $host } took too long to answer. This should pass by itself.
    .short = no answer in time
problem-tls = No secure connection to { $host }. Check this computer’s date, and whether a company certificate or antivirus is in the way.
    .short = no secure connection
problem-provider-error = { $provider } reported error { $number }. This should pass by itself.
    .short = provider error { $number }
problem-provider-error-404 = { $provider } does not know this address (error 404). Check the server address.
    .short = address not found
problem-unnumbered-provider-error = { $provider } reported an error. This should pass by itself.
    .short = provider error
problem-bad-response = Unexpected answer from { $host }: { $detail } Check the server address. If you did not change it, the provider may have changed its answers.
    .short = unexpected answer
problem-settings-invalid = This account can’t be used. In settings.json, { $error }. Correct it there.
    .short = can’t be used: check { $field } in settings.json
problem-settings-invalid-entry = can’t be used: check settings.json

bad-response-empty = it is empty.
bad-response-html = it is a web page.
bad-response-not-utf8 = it is not text.
bad-response-not-documented = it is not the documented JSON.
bad-response-broken-off = it was cut off.
bad-response-too-large = it is far too large.
bad-response-redirect = it redirects to another address, and keys are never sent on.
bad-response-field = { $field } is missing or has the wrong type.

## Ages and times

age-seconds = { $count } s
age-minutes = { $count } min
age-hours = { $count } h
age-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}

## The tray

tray-row = { $label } — { $text }
tray-joined = { $text } · { $more }
tray-low = { $amount } · low
tray-out = { $amount } · out
tray-out-unnumbered = out
tray-unlimited = unlimited
tray-checking = checking…
tray-age = { $age } old
tray-snoozed = snoozed
tray-part = { $name }: { $amount }
tray-worth = { $text } { $worth }
tray-threshold = Warns below { $amount }
tray-spend = Averages { $amount } a day
tray-read = Read at { $time }
tray-failed = Tried at { $time }: { $problem }
tray-snoozed-until = Alerts snoozed until { $time }
tray-snoozed-until-topped-up = Alerts snoozed until topped up
tray-undelivered = Alerts aren’t getting through: { $channel }
tray-details = Details…
tray-replace-key = Replace key…
tray-add-key = Add key…
tray-refresh-account = Refresh
tray-top-up = Top up…
tray-snooze = Snooze
tray-snooze-hour = For 1 hour
tray-snooze-tomorrow = Until tomorrow
tray-snooze-top-up = Until topped up
tray-end-snooze = End snooze
tray-no-accounts = No accounts yet
tray-all-off = All accounts are turned off
tray-others-fine = { $count ->
    [one] { $count } more is fine
   *[other] { $count } more are fine
}
tray-more = { $count ->
    [one] { $count } more account
   *[other] { $count } more accounts
}
tray-all-fine = All accounts are fine
tray-checking-all = Checking accounts…
tray-total = Total { $amount }
tray-total-without = Total { $amount } ({ $count } not counted)
tray-updated = Updated at { $time }
tray-updated-except = { $count ->
    [one] Updated at { $time }, except 1 account
   *[other] Updated at { $time }, except { $count } accounts
}
tray-broke-down = Internal error at { $time }. See the log
tray-check-failed = Check failed. Balances from { $time }
tray-tried = Last tried at { $time }
tray-not-updated = Not updated yet
tray-offline = No connection. Balances from { $time }
tray-offline-unread = No connection. Last tried at { $time }
tray-refresh = Refresh now
tray-pause = Pause all alerts
tray-resume = Resume alerts (paused until { $time })
tray-open = Open Credit Tray
tray-quit = Quit
tray-tip-low = { $label } is low: { $amount }
tray-tip-out = { $label } is out: { $amount }
tray-tip-out-unnumbered = { $label } is out
tray-tip-problem = { $label }: { $problem }
tray-tip-more = { $text }, and { $count } more

## How long a balance is likely to last

lasts-hours = { $count ->
    [one] about { $count } hour
   *[other] about { $count } hours
}
lasts-days = { $count ->
    [one] about { $count } day
   *[other] about { $count } days
}
lasts-over-a-year = over a year
lasts-under-an-hour = less than an hour
lasts-plain-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
lasts-plain-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
lasts-range = Likely to last { $soonest } to { $latest }
lasts-range-one = Likely to last { $time }
lasts-range-up-to = Likely to last up to { $latest }
lasts-range-open = Likely to last { $soonest } or more
lasts-range-unsure = May last less than an hour, or much longer

## Notifications

alert-low =
    .title = { $label } is low
    .body = { $amount } left, below your threshold of { $threshold }.
    .body-unnumbered = Nothing left, says { $provider }. Your threshold is { $threshold }.
    .line = { $label } is low: { $amount } left
    .line-unnumbered = { $label } is low: nothing left, says its provider
alert-out =
    .title = { $label } is out
    .body = { $amount } left. Your threshold is { $threshold }.
    .body-without-threshold = { $amount } left.
    .body-unnumbered = Nothing left, says { $provider }. Your threshold is { $threshold }.
    .body-bare = Nothing left, says { $provider }.
    .line = { $label } is out: { $amount } left
    .line-unnumbered = { $label } is out: nothing left, says its provider
alert-days-left =
    .title = { $label } may run out soon
    .body = { $amount } left, which may run out in { $days }.
    .line = { $label } may run out in { $days }: { $amount } left
alert-spent-today =
    .title = { $label } is over your daily limit
    .body = { $spent } spent since midnight. Your limit is { $limit }.
    .line = { $label } is over your daily limit: { $spent } spent
    .title-earlier = { $label } was over your daily limit
    .body-earlier = { $spent } spent on { $day }. Your limit is { $limit }.
    .line-earlier = { $label } was over your daily limit on { $day }: { $spent } spent
alert-key-rejected =
    .title = { $label }: key rejected
    .body = { $provider } does not accept the key. Open Credit Tray to replace it.
    .line = { $label }: key rejected
alert-no-reading =
    .title = { $label }: balance unavailable
    .body = No reading since { $since }. Open Credit Tray to see why.
    .line = { $label }: no reading since { $since }
alert-topped-up =
    .title = { $label } was topped up
    .body = { $added } added, { $amount } available now.
    .line = { $label } was topped up: { $added } added, { $amount } available now
alert-several-need-credit = { $count ->
    [one] { $count } account needs credit
   *[other] { $count } accounts need credit
}
alert-several-need-attention = { $count ->
    [one] { $count } account needs attention
   *[other] { $count } accounts need attention
}
alert-several-topped-up = { $count ->
    [one] { $count } account was topped up
   *[other] { $count } accounts were topped up
}
alert-button-top-up = Top up…
alert-button-snooze = Snooze 1 hour
alert-button-replace-key = Replace key…
alert-button-details = Show details
alert-button-open = Open Credit Tray
alert-not-shown = Can’t show notifications: { $error }
alert-not-shown-no-service = No notification service is running. Start the desktop’s own, or install one such as dunst.
alert-not-shown-no-answer = The notification service doesn’t respond. Restart it, or log out and back in.
# Behind an alert whose figures were read longer ago than they should have been.
alert-as-of = The last reading is from { $time }.
alert-test-title = Notifications work
alert-test-body = This is what an alert looks like.

## Ways to tell

channel-desktop = the desktop
    .title = Desktop notifications
channel-ntfy = ntfy ({ $place })
    .title = ntfy ({ $place })
channel-webhook = the webhook at { $place }
    .title = Webhook ({ $place })
channel-command = the program { $place }
    .title = Program ({ $place })

delivery-variable-empty = The environment variable { $name } is empty or holds characters that can’t be sent. Set it before you start Credit Tray.
delivery-secret-missing = The stored token or secret is missing. Enter it again.
delivery-no-keychain = There is no keychain on this desktop. Choose an environment variable in settings.json, or install a keychain such as GNOME Keyring or KWallet.
delivery-offline = Can’t connect to { $host }. Check your internet connection and the address.
delivery-no-answer = { $host } breaks off the connection, or isn’t a web server. Check the address.
delivery-not-permitted = { $host } refuses this token or address (HTTP { $number }). Check both.
delivery-status = { $host } answered with HTTP { $number }. Check the address.
delivery-redirect = { $host } redirects to another address (HTTP { $number }). Enter that address instead.
delivery-too-many = { $host } refuses so many requests (HTTP { $number }). Try again later.
delivery-server-error = { $host } has a problem of its own (HTTP { $number }). Try again later.
delivery-not-running = Nothing answers at { $host } on this computer. Check that it is running, and the address.
delivery-not-started = Can’t start { $host }: { $error }. Check the path and that the file is executable.
delivery-ended = { $host } ended with status { $number }. Only status 0 means it was received.
delivery-ended-saying = { $host } ended with status { $number }: { $said }
delivery-killed = { $host } was ended by a signal.
delivery-too-long = { $host } was still running after { $number } s. Make it faster or give it more time.
delivery-broken-down = Credit Tray had an internal error. The log is under Settings › App.


## Notices in the settings window

notice-settings-restored = settings.json was missing. It was restored from its last good copy.
notice-set-aside-backup = settings.json could not be read, so the last good copy is used. The unreadable file was kept as { $path }. The problem: { $error }
notice-set-aside-empty = settings.json could not be read and there is no backup, so Credit Tray starts without accounts. The unreadable file was kept as { $path }. The problem: { $error }
notice-broke-down = Credit Tray had an internal error and keeps watching. If balances are no longer updated, restart it. The log is under Settings › App.
notice-settings-edit = settings.json was changed and can’t be read, so the settings stay as they were and no change can be saved. Correct the file. The problem: { $error }
notice-unusable = { $label } is not being watched: its entry in settings.json can’t be used. The list says why. The other accounts are not affected.
notice-undelivered = Alerts aren’t reaching { $channel }. Credit Tray keeps trying. { $error }
list-separator = {", "}
notice-undelivered-several = Alerts aren’t reaching { $channels }. Credit Tray keeps trying. The reasons are under Settings › Alerts.
notice-given-up = An alert couldn’t be delivered to { $channel } for a day, so Credit Tray stopped trying. { $error }
notice-history-set-aside = The history was damaged. It was kept as { $path }, and a new one was started.
notice-alerts-set-aside = alerts.json could not be read. It was kept as { $path }. Snoozes and a pause that were on have ended, and an alert may come again.
notice-alerts-not-kept = Alerts, snoozes and pauses can’t be saved: { $error }. Until they can, a restart forgets a pause and may repeat an alert. Free up space, or make the folder writable.
notice-not-kept = Accounts are watched, but no change can be saved: { $error }. Free up space, or make the folder writable.
notice-history-unwritten = The history can’t be written: { $error }. New readings wait in memory until it can. Free up space, or make the folder writable.
notice-history-off = Until the next start there is no history, and no estimates of how long balances last: { $error }
notice-no-tray = This desktop shows no tray icons. Credit Tray keeps watching; start it again to get back to this window. On GNOME, install the AppIndicator extension.
notice-no-notifications = There is no notification service, so alerts can’t be shown. Start your desktop’s own, or install one such as dunst.
notice-no-keychain = There is no keychain on this desktop. To store keys securely, install one such as GNOME Keyring or KWallet.

## The chart of a balance

chart-added = { $amount } added
chart-rule-low = Low
chart-rule-out = Out
chart-rule-days-left = May run out soon
chart-rule-spent-today = High spend today
chart-rule-key-rejected = Key rejected
chart-rule-no-reading = Balance unavailable
chart-rule-topped-up = Topped up

## What is wrong with something typed in

field-id = This account’s ID is not valid.
field-label-empty = Enter a label.
field-label-long = Use at most { $longest } characters.
field-label-invisible = Leave out line breaks and invisible characters. Type it instead of pasting it.
field-looks-like-key = This looks like an API key, and it would be visible here. Enter it as the key instead.
field-environment-name = Enter the name of an environment variable, such as OPENROUTER_API_KEY.
field-threshold-negative = Enter zero or more, or leave it empty.
field-threshold-number = Enter a number such as 10 or 2.5, or leave it empty.
field-interval-short = Use at least { $shortest } minute; providers don’t update more often.
field-interval-long = Use at most 7 days.
field-rule = Use 1 or more for each alert, or turn the alert off.
field-rate = Enter how many credits one dollar buys, such as 200, or leave it empty.
field-exchange = Enter what one dollar is worth, such as 0.92, or leave it empty.
field-base-url = Enter a web address such as https://api.example.com.
field-base-url-plain = Start with https:// so that the key is encrypted on its way. http:// works for this computer only.
field-base-url-decorated = Leave out user names, passwords and anything after ? or #.
field-channel-url-decorated = Leave out user names, passwords and anything after #.
field-channel-url = Enter the whole address, starting with https://.
field-channel-url-plain = Start with https:// so that nobody on the way can read your alerts. http:// works for this computer only.
field-channel-url-twice = Alerts are sent to this address already.
field-topic = Add the topic at the end, such as https://ntfy.sh/my-topic.
field-program = Enter the path of a program.
field-timeout = Use 1 to { $longest } seconds.
field-secret-unusable = Use letters, digits and punctuation, without spaces.
field-secret-other-host = Enter the token again: it was entered for a different server.
field-key-missing = Enter the API key.
field-key-other-host = Enter the key again: it was entered for a different server.
field-variable-other-host = A key from an environment variable is sent only to the provider’s own server. To use this server, enter the key itself.
field-key-unusable = This can’t be a key: it contains spaces or characters that keys never have. Copy it again.
field-proxy-host-empty = Enter the proxy’s host name or address.
field-proxy-host = Enter only the host name or address, such as proxy.example.com, without http:// or a port.
field-proxy-port = Enter a port from 1 to 65535.
field-proxy-password-of-nobody = Enter the user name for this password.
field-proxy-user-empty = Enter the user name, or leave it empty.
field-proxy-user = Use at most { $longest } bytes for the user name, without colons or control characters.
field-proxy-password = Use at most { $longest } bytes for the password.

## What the settings window could not do

command-account-not-found = This account no longer exists.
command-keychain-unavailable = The key was not stored because the keychain does not answer. Unlock it and try again.
command-no-keychain = There is no keychain on this desktop, so the key was not stored.
command-key-file = The private key file could not be written: { $error }
command-failed = This did not work: { $error }
command-settings-not-saved = The settings could not be saved: { $error }
command-folder-not-opened = The folder could not be opened. It is { $path }
command-history-unreadable = The history could not be read: { $error }
command-not-started-at-login = Start at login could not be changed: { $error }
command-page-not-opened = The page could not be opened. Its address is { $url }

## Export and import

dialog-export = Export settings
dialog-import = Import settings
export-passphrase-short = Use at least { $shortest } characters.
export-too-large = There are too many accounts to export.
command-not-exported = The settings could not be exported: { $error }
command-not-read = The file could not be read: { $error }
import-nothing = Choose a file to import.
import-outdated = Your settings changed in the meantime, so nothing was imported. Press Import again.
import-no-export = This is not a Credit Tray export.
import-newer = This file is from a newer version. Update Credit Tray and try again.
import-wrong-field = This file can’t be used: { $error }
import-wrong-passphrase = Wrong passphrase.
import-encrypted-otherwise = This file was not encrypted by Credit Tray, or in a way that is not safe to open. Export it again.
import-damaged = This file is damaged. Copy or export it again.
import-change-label = Label: { $before } → { $after }
import-change-server = Server: { $before } → { $after }
import-change-threshold = Threshold: { $before } → { $after }
import-change-interval = Checked every: { $before } → { $after }
import-change-none = none
import-change-on = Turned on
import-change-off = Turned off
import-change-rules = Different alerts
import-change-channels = Different alert channels
import-change-key = Key kept elsewhere

## The command line

cli-settings-unreadable = { $path } can’t be used: { $error }
cli-no-display = No display. `credit-tray check` works without one.
cli-another-engine = Credit Tray is already running with the folder { $path }.
cli-no-such-folder = There is no folder { $path }. Check --config-dir and CREDIT_TRAY_CONFIG_DIR.
cli-unknown-account = There is no account “{ $name }”. The accounts are:
    { $accounts }
cli-unknown-account-of-none = There is no account “{ $name }”. There are no accounts yet.
cli-account = { $id } ({ $label })
cli-shared-label = Several accounts are labelled { $label }. Use an ID instead: { $ids }
cli-no-accounts = No enabled accounts in { $path }. Run credit-tray --settings to add one.
cli-history-empty = No history to show in { $path }. Credit Tray records it while it runs.
cli-column-account = ACCOUNT
cli-column-id = ID
cli-column-status = STATUS
cli-column-available = AVAILABLE
cli-column-threshold = WARN BELOW
cli-column-note = NOTE
cli-column-date = DATE (UTC)
cli-column-spent = SPENT
cli-column-balance = BALANCE
## The settings window: accounts

window-accounts = Accounts
window-unusable = Accounts that can’t be used
window-out-says = { $provider } says nothing is left
window-updated = Updated { $ago }
window-updated-except = { $count ->
    [one] Updated { $ago }, except 1 account
   *[other] Updated { $ago }, except { $count } accounts
}
window-offline = No connection.
window-offline-from = No connection. Balances from { $time }.
window-check-failed = Check failed.
window-check-failed-from = Check failed. Balances from { $time }.
window-balance-from = Balance from { $time }
window-from = from { $time }
window-refresh-all = Refresh all
window-add-account = Add account
window-add-account-short = Add
window-paused = Alerts are paused.
window-paused-until = Alerts paused until { $time }
window-resume = Resume
window-quit = Quit
window-no-accounts = No accounts
window-no-accounts-next = Add one with its API key to see its balance here.

## The settings window: one account

window-status-ok = OK
window-status-low = Low
window-status-out = Out
window-status-unlimited = Unlimited
window-status-unknown = Not checked yet
window-status-checking = Checking…
window-status-off = Off
window-low-below = warns below { $amount }
window-amount-unlimited = Unlimited
window-amount-none = No amount
window-standing = Status
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
window-edit-named = Edit { $label }
window-refresh = Refresh
window-top-up = Top up…
window-top-up-named = Top up… { $label } (opens in the browser)
window-spends = Averages { $amount } a day
window-snooze = Snooze
window-snooze-named = { $state }: { $label }
window-snooze-hour = For 1 hour
window-snooze-tomorrow = Until tomorrow
window-snooze-top-up = Until topped up
window-snooze-end = End snooze
window-snoozed-until = Snoozed until { $time }
window-snoozed-top-up = Snoozed until topped up

## The settings window: the form

window-provider = Provider
window-label = Label
window-label-hint = Shown in the tray menu.
window-key = API key
window-key-placeholder = Paste your key
window-key-stored = A key is saved
window-key-stored-hint = Leave empty to keep the saved key.
window-same-wallet = The new key is for the same balance
window-same-wallet-hint = If it is, history and alerts continue. If not, they start over.
window-key-from-env = The key comes from the environment variable set under Advanced.
window-key-show = Show
window-key-hide = Hide
window-key-get = Get a key…
window-key-get-spoken = Get a key… (opens in the browser)
window-test = Test
window-testing = Testing…
window-test-hint = Test checks the balance and saves nothing.
window-test-balance = { $amount } available
window-test-unlimited = Unlimited
window-test-out = Nothing left
window-test-no-balance = The balance could not be read.
window-check-every = Check every
window-unit-of-interval = Interval unit
window-unit-sec = { $count ->
    [one] second
   *[other] seconds
}
window-unit-min = { $count ->
    [one] minute
   *[other] minutes
}
window-unit-hour = { $count ->
    [one] hour
   *[other] hours
}
window-interval-wrong = Enter a whole number, such as 5.
window-enabled = Check this account
window-enabled-hint = Turn this off to keep the account without checking its balance.
window-advanced = Advanced
window-key-place = Where to keep the key
window-key-in-keychain = This computer’s keychain
window-key-in-env = An environment variable
window-key-in-file = A private file on this computer
window-env-name = Variable name
window-server = Server
window-server-default = { $address } (default)
window-server-other = Other…
window-server-address = Server address
window-server-address-hint = Your key is sent to this server. Only use one you trust.
window-save = Save
window-save-anyway = Save anyway
window-cancel = Cancel

## The settings window: the alerts of one account

window-rules = Alert me when
window-rule-low = Balance drops below
window-rule-low-hint = The account also shows as Low below this amount, with or without the alert.
window-rule-out = Balance runs out
window-rule-days-left = Account may run out within
window-rule-spent-today = Today’s spend exceeds
window-rule-key-rejected = Key is rejected
window-rule-no-reading = Balance is unavailable for
window-rule-topped-up = Account is topped up
window-rule-days = days
window-rule-hours = hours
window-rule-number = { $rule }, in { $unit }
window-rule-needs-amount = Enter an amount such as 10 or 2.50, or turn this alert off.
window-rule-needs-count = Enter a whole number of 1 or more, or turn this alert off.

## The settings window: the alerts of all accounts

window-back = Back
window-pause = Pause alerts
window-pause-hour = For 1 hour
window-pause-tomorrow = Until tomorrow morning
window-pause-week = For a week
window-pause-hint = Balances are still checked. No alerts are sent until the pause ends.
window-channels = Where alerts go
window-channels-hint = Alerts go to all of these, unless you choose others for an account. What doesn’t arrive is sent again.
window-channel-desktop = Desktop notifications
window-channel-nobody = Without any channel, you get no alerts.
window-channel-ntfy = ntfy
window-channel-webhook = Webhook
window-channel-command = Program
window-channel-edit = Edit { $name }
window-channel-add = Add a channel
window-channel-add-hint = ntfy for your phone, a webhook for a service, or a program of your own.
window-channel-add-named = Add: { $name }
window-channel-url-ntfy = Topic address
window-channel-url-ntfy-hint = On a public server, anyone who knows the topic’s address can read it.
window-channel-url-webhook = Address
window-channel-url-webhook-hint = Each alert is sent there as JSON in a POST request.
window-channel-secret-ntfy = Access token
window-channel-secret-ntfy-hint = Only if the server asks for one. Kept in this computer’s keychain.
window-channel-secret-webhook = Secret
window-channel-secret-webhook-hint = Signs each request, so the receiver knows it comes from you. Kept in this computer’s keychain.
window-channel-secret-stored = Saved
window-channel-secret-remove = Remove
window-channel-secret-variable = In the environment variable { $name }. What you type here is kept in the keychain instead.
window-channel-secret-removed = It will be removed when you save.
window-channel-secret-keep = Keep it
window-channel-program = Program
window-channel-program-hint = Gets each alert as JSON on standard input. Exit status 0 means it was received.
window-channel-args = Arguments
window-channel-args-hint = One per line, passed as they are, without a shell.
window-channel-timeout = Give up after (seconds)
window-channel-test = Send a test
window-channel-testing = Sending a test…
window-channel-sent = Sent and accepted. Check that it arrived.
window-channel-remove = Remove channel
window-channel-keep = Keep channel
window-channel-remove-question = Remove { $name }? Its token or secret is deleted too. Accounts that use only this channel will use all others.
window-account-channels = Send alerts to
window-account-channels-none = You get no alerts about this account.
window-quiet-hours = Quiet hours
window-quiet-hint = Alerts wait between these times every day. Held alerts arrive together afterwards.
window-quiet-from = From
window-quiet-to = to
window-quiet-next-day = Ends the next day.
window-quiet-never = Start and end are the same, so there are no quiet hours.
window-quiet-wrong = Enter both times, such as 22:00 and 07:30. Nothing changes until you do.
window-quiet-out = Still alert me when an account runs out
window-notify = Test notification
window-notify-send = Send
window-notify-test = Send a test notification
window-notify-hint = Check that alerts reach you.
window-notify-sent = Sent. It should appear within a few seconds. If it doesn’t:
window-notify-none-linux = Make sure Do Not Disturb is off and a notification service is running: your desktop’s own, or one such as dunst.
window-notify-none-macos = In System Settings → Notifications, allow notifications from Credit Tray, and make sure no Focus is on.
window-notify-none-windows = In Settings → System → Notifications, turn on notifications from Credit Tray, and make sure Do Not Disturb is off.

## The settings window: the keychain does not answer

window-keychain = Not saved in the keychain
window-keychain-again = Try again
window-keychain-file = Use a private file instead
window-keychain-file-what = A private file is not encrypted. Only your user account can read it, but so can every program you run.
window-keychain-env = Use an environment variable

## The settings window: questions

window-discard-question = Discard your changes?
window-discard-yes = Discard
window-discard-no = Keep editing

## The settings window: what happened

window-notices = Notices
window-dismiss = Dismiss
window-saved = { $label } saved.
window-snoozed = { $label } snoozed.
window-awake = { $label } is no longer snoozed.
window-resumed = Alerts are on again.
window-not-connected = Credit Tray is not responding. Quit it from the tray menu and start it again.
window-unexpected = Something went wrong. Try again.

## The settings window: the first run

window-welcome = See what is left
window-welcome-what-no-tray = Pick a service you have prepaid credit with. Credit Tray shows its balance and alerts you before it runs out.
window-welcome-what = Pick a service you have prepaid credit with. Credit Tray shows its balance in the tray and alerts you before it runs out.
window-welcome-credits = Balance in credits
window-welcome-dollars = Balance in dollars
window-welcome-reading = Checking the balance…
window-welcome-more = More options
window-welcome-another = Add another key
window-welcome-added = { $count ->
    [one] { $count } account added
   *[other] { $count } accounts added
}
window-welcome-done = Show my accounts
window-welcome-icon = Credit Tray now lives in your tray. Look for this icon:
window-retry = Retry
window-retry-named = Retry { $label }
window-remove-named = Remove { $label }
window-found = { $variable } is set on this computer.
window-found-copy = Using it saves a copy in the keychain.
window-found-use = Use this key
window-found-use-named = Use this key: { $variable }
window-found-used = A copy of the key in { $variable } will be used.
window-found-instead = Enter a key instead

## The settings window: settings that belong to no account

window-settings = Settings
window-tab-alerts = Alerts
window-tab-display = Display
window-tab-money = Money
window-tab-new-accounts = New accounts
window-tab-app = App
window-appearance = Appearance
window-theme = Theme
window-theme-system = System
window-theme-light = Light
window-theme-dark = Dark
window-language = Language
window-numbers = Number format
window-as-system = System
window-as-system-sample = System ({ $sample })
window-tray = Tray
window-tray-order = Account order
window-tray-order-listed = My order
window-tray-order-urgent = Most urgent first
window-tray-only-low = Only show accounts that need attention
window-tray-only-low-hint = Accounts that are low, out or can’t be checked.
window-tray-total = Show the total
window-tray-total-hint = Adds a row with the combined value of all accounts.
window-icon-text = Number at the icon
window-icon-text-hint = Drawn into the tray icon on Linux, shown beside it on macOS.
window-icon-text-none = None
window-icon-text-total = Total
window-icon-text-lowest = Most urgent amount

## The settings window: money and new accounts

window-currency = Display currency
window-currency-hint = For the value of your accounts.
window-per-usd = 1 US dollar equals
window-per-usd-hint = The exchange rate to use. It is not updated automatically.
window-per-usd-missing = Nothing is shown in { $currency } until you enter a rate.
window-rates = Credits per $1
window-rates-hint = What your credits cost you. Packs include bonuses, so these are estimates. Leave one empty to keep its accounts out of the total.
window-rate-none = Not counted
window-usual = Usual: { $amount }
window-usual-named = Usual: { $amount } for { $provider }
window-new-accounts-hint = Defaults for new accounts. Existing accounts don’t change.
window-new-low = Warn below
window-new-low-hint = Leave one empty for no threshold.
window-new-low-none = None
window-amount-unit-USD = USD
window-amount-unit-credits = credits

## The settings window: the app itself

window-login = Start at login
window-login-unknown = Can’t tell whether Credit Tray starts at login. Check the startup apps in your system settings.
window-login-variables = A login session may not have { $variables }, so { $labels } would not be read.
window-login-copy = { $count ->
    [one] Copy the key to the keychain
   *[other] Copy the keys to the keychain
}
window-proxy = Proxy
window-proxy-hint = How Credit Tray connects to providers. Takes effect when you save.
window-proxy-use = Connect through
window-proxy-use-system = The system’s proxy
window-proxy-use-none = No proxy
window-proxy-use-http = HTTP proxy
window-proxy-use-https = HTTPS proxy
window-proxy-use-socks5 = SOCKS5 proxy
window-proxy-host = Host
window-proxy-port = Port
window-proxy-user = User name
window-proxy-user-none = None
window-proxy-password = Password
window-proxy-password-hint = Kept in this computer’s keychain.
window-proxy-password-stored = A password is saved
window-proxy-password-remove = Remove password
window-proxy-password-removed = The saved password is removed when you save.
window-proxy-password-keep = Keep password
window-proxy-saved = Saved and in use.
window-transfer = Export and import
window-transfer-hint = Move to another computer, or keep a backup.
window-export = Export
window-export-hint = Saves your accounts and settings to a file.
window-export-go = Export…
window-export-keys = Include the keys, encrypted with a passphrase
window-export-keys-hint = Anyone with the file and the passphrase has your keys.
window-passphrase = Passphrase
window-passphrase-hint = At least 8 characters. Without it nobody can open the file, not even you.
window-passphrase-short = Use at least 8 characters.
window-passphrase-missing = Enter the passphrase.
window-exported = Saved to { $path }. It contains no keys.
window-exported-keys = Saved to { $path }. It contains the keys kept on this computer. Keep the file and its passphrase apart.
window-import = Import
window-import-hint = You see the changes before anything is imported.
window-import-go = Import…
window-import-locked = Passphrase for { $file }
window-import-unlock = Unlock
window-import-brings = Changes in { $file }
window-import-exported-at = Exported { $time }
window-import-added = new account
window-import-replaced = replaces yours
window-import-same = already here
window-import-key-file = brings its key
window-import-key-kept = keeps your key
window-import-key-variable = key from an environment variable
window-import-key-missing = without its key
window-import-server = Sends its key to { $server }, not to { $provider }. Only import it if you trust that server.
window-import-turned-off = Imported turned off. Check it before you turn it on.
window-import-also-proxy = Also use its proxy
window-import-proxy-hint = All requests to providers go through it. Only if you trust it.
window-import-also-channels = Also use its alert channels instead of yours
window-import-channels-hint = Alerts are sent there, and programs are started. Only if you trust them.
window-import-also-general = Also use its other settings instead of yours
window-import-part-quietHours = Quiet hours
window-import-part-display = Display
window-import-part-money = Money
window-import-part-newAccounts = New accounts
window-import-part-other = Settings of another version
window-import-yes = Import
window-import-without-keys = Import without the keys
window-imported = Imported.
window-imported-keys = { $count ->
    [one] Imported. { $labels } still needs its key.
   *[other] Imported. These still need their keys: { $labels }.
}
window-shortcuts = Keyboard shortcuts
window-shortcut-add = Add account
window-shortcut-refresh = Refresh
window-shortcut-find = Search accounts
window-shortcut-settings = Settings
window-shortcut-close = Close window
window-shortcut-quit = Quit Credit Tray
window-about = About
window-about-hint = Free software under the MIT License. Settings, history and logs stay on this computer; keys are kept in its keychain unless you choose otherwise.
window-version = Credit Tray { $version }
window-quit-app = Quit Credit Tray
window-quit-hint = No balances are checked and no alerts are sent until you start it again.
window-logs = Open log folder

## The settings window: the list of accounts

window-total = Total { $amount }
window-total-left-out = { $count ->
    [one] { $count } account not counted
   *[other] { $count } accounts not counted
}
window-total-shared = { $count ->
    [one] { $labels } uses the same key as another account and is not counted again.
   *[other] { $labels } use the same keys as other accounts and are not counted again.
}
window-total-shared-many = { $count } accounts use the same keys as others and are not counted again.
window-lasts = { $lasts } left
window-search = Search accounts
window-search-found = { $count } of { $total }
window-search-nothing = No account matches “{ $query }”.
window-search-hint = Search by label, provider or status.
window-search-clear = Clear
window-move-named = Move { $label }
window-move-hint = Press the up or down arrow key.
window-moved = { $label }, { $place } of { $count }
window-actions-named = Actions for { $label }
window-edit-open = Edit…
window-duplicate = Duplicate…
window-duplicate-named = Duplicate { $label }
window-turn-off = Turn off
window-turn-on = Turn on
window-turned-off = { $label } turned off.
window-turned-on = { $label } turned on.
window-remove-account = Remove
window-removed-kept = { $label } removed. Its history is kept.
window-removed-forgotten = { $label } and its history deleted.
window-removed-account = Removed account
window-undo = Undo
window-forget-history = Delete history
window-restored = { $label } is back.
window-history-forgotten = History of { $label } deleted.
window-problem-key-missing = No key
window-problem-keychain-unavailable = Keychain unavailable
window-problem-key-rejected = Key rejected
window-problem-key-not-permitted = No access to the balance
window-problem-subscription-required = Subscription required
window-problem-rate-limited = Too many requests
window-problem-maintenance = Under maintenance
window-problem-feature-disabled = Disabled by the provider
window-problem-blocked = Blocked by a firewall
window-problem-offline = No connection
window-problem-timeout = No answer in time
window-problem-tls = Untrusted connection
window-problem-provider-error = Provider error
window-problem-bad-response = Unexpected answer
window-problem-settings-invalid = Settings not valid

## The settings window: an account in detail

window-balance = Balance
window-chart-span = Period
window-span-day = 24 hours
window-span-week = 7 days
window-span-month = 30 days
window-span-quarter = 90 days
window-chart-name = Balance, { $span }: from { $first } to { $last }, lowest { $lowest }
window-chart-reading = { $time }: { $amount }
window-chart-summary = From { $first } to { $last }. Lowest: { $lowest }.
window-chart-empty = No readings in this period yet.
window-chart-early = Only a few minutes of readings so far. The chart appears after an hour.
window-chart-loading = Loading the history…
window-chart-threshold = Warns below { $amount }
window-chart-top-up = Topped up
window-chart-alert = Alert
window-chart-earlier = Before the key or server changed
window-spend-per-day = Spend per day
window-spend-name = Spend per day, { $span }: highest { $most }
window-spend-most = Highest day: { $amount }
window-spend-unknown = Not enough readings yet to estimate daily spend.
window-parts = Balance breakdown
window-settings-of-account = Settings
window-warns-below = Warns below
window-warns-never = No threshold
window-alerts = Alerts
window-alerts-none = None
window-alert-low = Below the threshold
window-alert-out = Balance runs out
window-alert-days-left = { $count ->
    [one] May run out within { $count } day
   *[other] May run out within { $count } days
}
window-alert-spent-today = Today’s spend exceeds { $amount }
window-alert-key-rejected = Key rejected
window-alert-no-reading = { $count ->
    [one] Unavailable for { $count } hour
   *[other] Unavailable for { $count } hours
}
window-alert-topped-up = Topped up
window-checked = Checked
window-checked-off = Not while turned off
window-every-sec = { $count ->
    [one] Every second
   *[other] Every { $count } seconds
}
window-every-min = { $count ->
    [one] Every minute
   *[other] Every { $count } minutes
}
window-every-hour = { $count ->
    [one] Every hour
   *[other] Every { $count } hours
}
window-key-in-env-named = Environment variable { $name }
window-key-not-set = No key is saved.
window-key-replace = Replace key…
window-key-enter = Enter key…
window-key-remove = Remove key…
window-key-remove-question = Remove the key for { $label } from this computer? Its balance will no longer be checked.
window-key-remove-yes = Remove key
window-key-remove-no = Keep key
window-key-removed = Key for { $label } removed.
window-credits = { $amount } credits
