import type {
  AccountView,
  CommandError,
  CommandErrorCode,
  ErrorCode,
  ErrorView,
  GeneralView,
  ProviderView,
  Rules,
} from '../src/backend/bindings';

/** As the app has them for an account whose rules nobody touched. */
export const defaultRules: Rules = {
  low: true,
  out: true,
  daysLeftBelow: null,
  spentTodayAbove: null,
  keyRejected: true,
  noReadingForHours: 24,
  toppedUp: false,
};

export const provider: ProviderView = {
  id: 'sunoapi',
  name: 'sunoapi.org',
  unit: 'credits',
  baseUrls: ['https://api.sunoapi.org'],
  keyHint: 'Any API key from your sunoapi.org account.',
  suggestedLowBelow: '100',
  newLowBelow: '100',
  creditsPerUsd: '200',
  usualCreditsPerUsd: '200',
  foundVariable: null,
};

/** One that counts credits, and one that counts dollars. */
export const providers: ProviderView[] = [
  provider,
  {
    ...provider,
    id: 'openrouter',
    name: 'OpenRouter',
    unit: 'USD',
    creditsPerUsd: null,
    usualCreditsPerUsd: null,
  },
  { ...provider, id: 'kie', name: 'kie.ai' },
];

export const account: AccountView = {
  id: 'a',
  provider: 'sunoapi',
  label: 'A',
  enabled: true,
  baseUrl: null,
  key: { from: 'keychain' },
  keySet: true,
  lowBelow: '10',
  lowBelowText: '10 credits',
  refreshEverySecs: 300,
  channels: null,
  rules: defaultRules,
  status: 'ok',
  level: 'ok',
  available: null,
  parts: [],
  error: null,
  readAt: null,
  stale: false,
  polling: false,
  forecast: null,
  sparkline: null,
  snoozed: null,
  needsCredit: false,
  worth: null,
};

export const general: GeneralView = {
  appearance: { theme: 'system', language: 'system', numbers: 'system' },
  language: 'en',
  numberLocale: 'en-GB',
  tray: { order: 'listed', onlyLow: false, total: true, iconText: 'none' },
  quietHours: null,
  channels: [
    {
      id: 'desktop',
      kind: 'desktop',
      name: 'Desktop notifications',
      place: '',
      url: '',
      program: '',
      args: [],
      timeoutSecs: 30,
      secretSet: false,
      secretVariable: null,
      problem: null,
    },
  ],
  currency: 'USD',
  perUsd: null,
  refreshEverySecs: 300,
  proxy: { use: 'system', host: '', port: '', user: '', passwordSet: false },
  startsAtLogin: false,
  version: '0.1.0',
};

/** Why there is no newer reading. */
export function failure(code: ErrorCode): ErrorView {
  return { code, message: code, retryAfterSecs: null };
}

/** What a command that fails rejects with. */
export function rejection(
  code: CommandErrorCode,
  message: string,
  field: string | null = null,
): CommandError & Error {
  return Object.assign(new Error(message), { code, message, field });
}
