import type {
  AccountView,
  AmountView,
  ErrorCode,
  ErrorView,
  GeneralView,
  Level,
  ProviderId,
  ProviderView,
  Rules,
  Unit,
  WindowState,
} from './bindings';
import { drawing } from '../chart/drawing';
import { height, width } from '../chart/sparkline';
import { chartOf } from './fake-chart';

export const providers: ProviderView[] = [
  {
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
  },
  {
    id: 'kie',
    name: 'kie.ai',
    unit: 'credits',
    baseUrls: ['https://api.kie.ai'],
    keyHint:
      'Any API key from your kie.ai account. If it has an IP whitelist, add this computer’s IP address.',
    suggestedLowBelow: '100',
    newLowBelow: '100',
    creditsPerUsd: '200',
    usualCreditsPerUsd: '200',
    foundVariable: null,
  },
  {
    id: 'ai-music-api',
    name: 'AI Music API',
    unit: 'credits',
    baseUrls: ['https://api.aimusicapi.ai', 'https://api.sunoapi.com'],
    keyHint: 'Any API key from your AI Music API dashboard. Starts with\u00a0sk_.',
    suggestedLowBelow: '100',
    newLowBelow: '100',
    creditsPerUsd: '125',
    usualCreditsPerUsd: '125',
    foundVariable: null,
  },
  {
    id: 'openrouter',
    name: 'OpenRouter',
    unit: 'USD',
    baseUrls: ['https://openrouter.ai'],
    keyHint:
      'A management key shows the whole account. A regular key shows only its own limit, or nothing if it has no limit.',
    suggestedLowBelow: '5',
    newLowBelow: '5',
    creditsPerUsd: null,
    usualCreditsPerUsd: null,
    foundVariable: null,
  },
  {
    id: 'evolink',
    name: 'Evolink',
    unit: 'credits',
    baseUrls: ['https://api.evolink.ai'],
    keyHint: 'Any API key from your Evolink dashboard.',
    suggestedLowBelow: '300',
    newLowBelow: '300',
    creditsPerUsd: '68',
    usualCreditsPerUsd: '68',
    foundVariable: null,
  },
];

export function amount(text: string, unit: Unit): AmountView {
  const exact = text.replace(/[^\d.-]/g, '');
  return { amount: exact, unit, text: unit === 'USD' ? text : `${text} credits` };
}

/** As the app has them for an account whose rules nobody touched. */
export const defaultRules: Rules = {
  low: true,
  out: true,
  daysLeftBelow: null,
  spentTodayAbove: null,
  keyRejected: true,
  noReadingForHours: null,
  toppedUp: false,
};

const errorWords: Partial<Record<ErrorCode, string>> = {
  key_rejected: 'The key was rejected. Check that it is complete and was not revoked.',
  key_missing: 'No key was found for this account. Type it in again.',
  offline: 'No connection to openrouter.ai. Check that this computer is online.',
};

export function failure(code: ErrorCode): ErrorView {
  return { code, message: errorWords[code] ?? code, retryAfterSecs: null };
}

function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}

export function account(
  id: string,
  provider: ProviderId,
  label: string,
  rest: Partial<AccountView> = {},
): AccountView {
  const made = levelled({
    id,
    provider,
    label,
    enabled: true,
    baseUrl: null,
    key: { from: 'keychain' },
    keySet: true,
    lowBelow: '10',
    lowBelowText: provider === 'openrouter' ? '$10.00' : '10 credits',
    refreshEverySecs: 300,
    rules: defaultRules,
    status: 'ok',
    level: 'ok',
    available: null,
    parts: [],
    error: null,
    readAt: minutesAgo(2.5),
    stale: false,
    polling: false,
    forecast: null,
    sparkline: null,
    snoozed: null,
    worth: null,
    ...rest,
  });
  return { ...made, sparkline: lineOf(made) };
}

/** As the app draws the last week. */
function lineOf(account: AccountView): string | null {
  const frame = { left: 1, right: width - 1, top: 2, bottom: height - 1 };
  return drawing(chartOf(account, 'week'), null, frame).line || null;
}

/** The same account, as urgent as its reading and what was in the way of a newer one say. */
export function levelled(account: AccountView): AccountView {
  return { ...account, level: levelOf(account) };
}

function levelOf({ status, error, readAt }: AccountView): Level {
  if (status === 'out') return 'out';
  if (error?.code === 'key_rejected' || error?.code === 'key_missing') return 'needs_key';
  if (status === 'low') return 'low';
  if (error && (readAt === null || error.code === 'settings_invalid')) return 'error';
  return status === 'unknown' ? 'idle' : 'ok';
}

const main = account('or-main', 'openrouter', 'OpenRouter main', {
  available: amount('$74.75', 'USD'),
  parts: [
    { name: 'purchased', label: 'Purchased', amount: amount('$100.50', 'USD') },
    { name: 'used', label: 'Used', amount: amount('$25.75', 'USD') },
  ],
  forecast: {
    lasts: 'about 9 days',
    range: 'Likely to last 6 to 14 days',
    spendPerDay: amount('$8.40', 'USD'),
  },
});

const low = account('kie', 'kie', 'kie.ai', {
  status: 'low',
  lowBelow: '200',
  lowBelowText: '200 credits',
  available: amount('35.95', 'credits'),
  worth: '≈ $0.18',
  forecast: {
    lasts: 'about 3 days',
    range: 'Likely to last 2 to 5 days',
    spendPerDay: amount('11.20', 'credits'),
  },
});

const out = account('suno', 'sunoapi', 'Suno for the podcast', {
  status: 'out',
  available: amount('0', 'credits'),
  lowBelow: null,
  lowBelowText: null,
  snoozed: { until: null },
});

const unlimited = account('evo', 'evolink', 'Evolink', {
  status: 'unlimited',
  readAt: minutesAgo(70),
});

/** One at each provider, as people have them: the accounts of the demo and of the pictures. */
const five: AccountView[] = [
  account('openrouter-prod', 'openrouter', 'OpenRouter prod', {
    available: amount('$41.62', 'USD'),
    parts: [
      { name: 'purchased', label: 'Purchased', amount: amount('$350.00', 'USD') },
      { name: 'used', label: 'Used', amount: amount('$308.38', 'USD') },
    ],
    forecast: {
      lasts: 'about 7 days',
      range: 'Likely to last 6 to 9 days',
      spendPerDay: amount('$5.84', 'USD'),
    },
  }),
  account('kie-video', 'kie', 'kie.ai video', {
    status: 'low',
    lowBelow: '100',
    lowBelowText: '100 credits',
    available: amount('84.20', 'credits'),
    worth: '≈ $0.42',
    forecast: {
      lasts: 'about 1 day',
      range: 'Likely to last 1 to 3 days',
      spendPerDay: amount('98.60', 'credits'),
    },
  }),
  account('suno-band', 'sunoapi', 'Suno (band)', {
    lowBelow: '200',
    lowBelowText: '200 credits',
    available: amount('664', 'credits'),
    worth: '≈ $3.32',
    forecast: {
      lasts: 'about 19 days',
      range: 'Likely to last 15 to 24 days',
      spendPerDay: amount('35', 'credits'),
    },
  }),
  account('music-jingles', 'ai-music-api', 'AI Music jingles', {
    lowBelow: '50',
    lowBelowText: '50 credits',
    available: amount('247', 'credits'),
    worth: '≈ $1.98',
    forecast: {
      lasts: 'about 12 days',
      range: 'Likely to last 10 to 14 days',
      spendPerDay: amount('21', 'credits'),
    },
  }),
  account('evolink-thumbnails', 'evolink', 'Evolink thumbnails', {
    lowBelow: '300',
    lowBelowText: '300 credits',
    available: amount('1,846.23', 'credits'),
    worth: '≈ $27.15',
    forecast: {
      lasts: 'about 43 days',
      range: 'Likely to last 42 to 44 days',
      spendPerDay: amount('43.10', 'credits'),
    },
  }),
];

const trouble: AccountView[] = [
  main,
  low,
  out,
  account('or-second', 'openrouter', 'Client with a rather long name that has to wrap somewhere', {
    available: amount('$1,204,331.0725', 'USD'),
    stale: true,
    readAt: minutesAgo(200),
    error: failure('offline'),
  }),
  account('music', 'ai-music-api', 'AI Music API', {
    status: 'unknown',
    readAt: null,
    error: failure('key_rejected'),
  }),
  unlimited,
  account('evo-old', 'evolink', 'Evolink, old key', {
    status: 'unknown',
    readAt: null,
    enabled: false,
  }),
];

/** What the app begins with, and what it runs on. */
export const general: GeneralView = {
  appearance: { theme: 'system', language: 'system', numbers: 'system' },
  language: 'en',
  numberLocale: 'en-GB',
  tray: { order: 'listed', onlyLow: false, total: true, iconText: 'none' },
  quietHours: null,
  currency: 'USD',
  perUsd: null,
  refreshEverySecs: 300,
  proxy: { use: 'system', host: '', port: '', user: '', passwordSet: false },
  startsAtLogin: false,
  version: '0.1.0',
};

const many: AccountView[] = Array.from({ length: 12 }, (_, index) =>
  account(`kie-${index + 1}`, 'kie', `Client ${index + 1}`, {
    available: amount(String(100 * (index + 1)), 'credits'),
    worth: `≈ $${(0.5 * (index + 1)).toFixed(2)}`,
  }),
);

/** What they are worth together; an account without a limit counts for nothing. */
const totals: Partial<Record<Scene, WindowState['total']>> = {
  two: { text: '≈ $74.93', leftOut: 0, sharedKeys: [] },
  five: { text: '≈ $74.49', leftOut: 0, sharedKeys: [] },
  trouble: { text: '≈ $74.93', leftOut: 4, sharedKeys: [] },
  many: { text: '≈ $39.00', leftOut: 0, sharedKeys: [] },
};

const offline = five.map((account) => ({ ...account, stale: true, error: failure('offline') }));

const accountsIn = {
  empty: [],
  found: [],
  two: [main, low],
  five,
  trouble,
  offline,
  many,
} satisfies Record<string, AccountView[]>;
export type Scene = keyof typeof accountsIn;

export function isScene(name: string | null): name is Scene {
  return name !== null && name in accountsIn;
}

export function scene(name: Scene): WindowState {
  const notices =
    name === 'trouble'
      ? [
          {
            id: 'settings-restored',
            text: 'The settings could not be read, so the last good copy is in use.',
          },
        ]
      : [];
  const accounts = accountsIn[name];
  const found: Partial<Record<ProviderId, string>> =
    name === 'found' ? { kie: 'KIE_API_KEY', openrouter: 'OPENROUTER_API_KEY' } : {};
  return structuredClone({
    providers: providers.map((each) => ({ ...each, foundVariable: found[each.id] ?? null })),
    accounts,
    updatedAt: accounts.length > 0 ? minutesAgo(2.5) : null,
    notices,
    pausedUntil: null,
    hasTray: true,
    general,
    total: totals[name] ?? null,
    removed: null,
    unusable: [],
  });
}
