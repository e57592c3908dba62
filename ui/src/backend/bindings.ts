// Generated from Rust by ts-rs. Do not edit; `make bindings` writes it anew.

export type ProviderId = "sunoapi" | "kie" | "ai-music-api" | "openrouter" | "evolink";
export type Status = "ok" | "low" | "out" | "unlimited" | "unknown";
export type Unit = "USD" | "credits";
export type ErrorCode = "key_missing" | "keychain_unavailable" | "key_rejected" | "key_not_permitted" | "subscription_required" | "rate_limited" | "maintenance" | "feature_disabled" | "blocked" | "offline" | "timeout" | "tls" | "provider_error" | "bad_response";
/** An exact amount, and the same amount as a person reads it (`$74.75`). */
export type AmountView = { amount: string, unit: Unit, text: string, };
/** A named piece of a reading; `label` is ready to be shown. */
export type PartView = { name: string, label: string, amount: AmountView, };
/** `message` says in words what happened and what to do next. */
export type ErrorView = { code: ErrorCode, message: string, retryAfterSecs: number | null, };
/** Where an account's key lives. */
export type KeyOrigin = { "from": "keychain" } | { "from": "env", name: string, } | { "from": "file" };
export type AccountView = { id: string, provider: ProviderId, label: string, enabled: boolean, baseUrl: string | null, key: KeyOrigin, 
/** Whether a key was found when it was last looked for. The key itself never comes here. */
keySet: boolean, lowBelow: string | null, 
/** `lowBelow` with its unit, ready to be shown. */
lowBelowText: string | null, refreshEverySecs: number, status: Status, available: AmountView | null, parts: Array<PartView>, error: ErrorView | null, 
/** RFC 3339; when the reading that is shown was taken. */
readAt: string | null, 
/** The reading is kept from an earlier poll; the newest one failed or is overdue. */
stale: boolean, 
/** A poll of this account is under way. */
polling: boolean, };
export type ProviderView = { id: ProviderId, name: string, unit: Unit, 
/** The provider's own host comes first. */
baseUrls: Array<string>, 
/** Which kind of key is needed and where it is made, in a sentence. */
keyHint: string, 
/** A sensible threshold to begin with. */
suggestedLowBelow: string, };
/** Something the person must be told once, such as settings that could not be read. */
export type NoticeView = { id: string, text: string, };
/** All that the settings window shows. */
export type WindowState = { providers: Array<ProviderView>, accounts: Array<AccountView>, updatedAt: string | null, notices: Array<NoticeView>, };
/** An account as typed in by the person. `id` null adds one. `newKey` null keeps the key that is stored. */
export type AccountDraft = { id: string | null, provider: ProviderId, label: string, key: KeyOrigin, newKey: string | null, lowBelow: string | null, refreshEverySecs: number, baseUrl: string | null, enabled: boolean, };
/** What a test of a draft saw: a balance, or an error in words. */
export type TestOutcome = { status: Status, available: AmountView | null, parts: Array<PartView>, error: ErrorView | null, };
export type ProviderPage = "keys" | "topUp";
/** A field of an AccountDraft by its name there. */
export type CommandErrorCode = "invalid_field" | "account_not_found" | "keychain_unavailable" | "settings_not_saved" | "page_not_opened";
export type CommandError = { code: CommandErrorCode, message: string, field: string | null, };
