import type {
  AccountView,
  AmountView,
  ErrorCode,
  ErrorView,
  ProviderId,
  ProviderView,
  Rules,
  Unit,
  WindowState,
} from './bindings';

export const providers: ProviderView[] = [
  {
    id: 'sunoapi',
    name: 'SunoAPI (sunoapi.org)',
    unit: 'credits',
    baseUrls: ['https://api.sunoapi.org'],
    keyHint: 'Any API key of your sunoapi.org account works.',
    suggestedLowBelow: '200',
  },
  {
    id: 'kie',
    name: 'kie.ai',
    unit: 'credits',
    baseUrls: ['https://api.kie.ai'],
    keyHint: 'Any API key of your kie.ai account works.',
    suggestedLowBelow: '200',
  },
  {
    id: 'ai-music-api',
    name: 'AI Music API',
    unit: 'credits',
    baseUrls: ['https://api.aimusicapi.ai', 'https://api.sunoapi.com'],
    keyHint: 'The API key is on the dashboard. It begins with sk_.',
    suggestedLowBelow: '100',
  },
  {
    id: 'openrouter',
    name: 'OpenRouter',
    unit: 'USD',
    baseUrls: ['https://openrouter.ai'],
    keyHint:
      'A management key shows the balance of the account. An ordinary key shows only its own cap.',
    suggestedLowBelow: '5',
  },
  {
    id: 'evolink',
    name: 'Evolink',
    unit: 'credits',
    baseUrls: ['https://api.evolink.ai'],
    keyHint: 'Any API key of your Evolink account works.',
    suggestedLowBelow: '100',
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
  return {
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
    available: null,
    parts: [],
    error: null,
    readAt: minutesAgo(2.5),
    stale: false,
    polling: false,
    forecast: null,
    snoozed: null,
    ...rest,
  };
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
  forecast: {
    lasts: 'about 3 days',
    range: 'Likely to last 2 to 5 days',
    spendPerDay: amount('11.20', 'credits'),
  },
});

const trouble: AccountView[] = [
  main,
  low,
  account('suno', 'sunoapi', 'Suno for the podcast', {
    status: 'out',
    available: amount('0', 'credits'),
    lowBelow: null,
    lowBelowText: null,
    snoozed: { until: null },
  }),
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
  account('evo', 'evolink', 'Evolink', { status: 'unlimited', readAt: minutesAgo(70) }),
  account('evo-old', 'evolink', 'Evolink, old key', {
    status: 'unknown',
    readAt: null,
    enabled: false,
  }),
];

const accountsIn = { empty: [], two: [main, low], trouble } satisfies Record<string, AccountView[]>;
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
  return structuredClone({
    providers,
    accounts,
    updatedAt: accounts.length > 0 ? minutesAgo(2.5) : null,
    notices,
    paused: false,
    quietHours: null,
  });
}
