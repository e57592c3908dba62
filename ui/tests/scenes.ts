import type { Command, ProviderId, Rules } from '../src/backend/bindings';
import { habits, pastOf, type Past } from './pasts';
import type { Balance } from './providers';

/** An account, as a person has it. */
interface Account {
  id: string;
  provider: ProviderId;
  label: string;
  lowBelow?: string;
  baseUrl?: string;
  enabled?: boolean;
  rules?: Partial<Rules>;
  /** What the provider says; null where it does not know the key. */
  holds: Balance | null;
  past?: Past;
}

/** What the app finds when it starts. */
export interface Scene {
  accounts: Account[];
  /** The config folder, by name of the file. */
  files: Record<string, unknown>;
  /** The environment. */
  variables?: Record<string, string>;
  /** What the person has done. */
  commands?: Command[];
}

/** The key of an account. */
export function secretOf(id: string): string {
  return `key-of-${id}`;
}

/** Nobody answers there. */
const nowhere = 'http://127.0.0.1:9';

function settings(accounts: Account[], general: object = {}): object {
  const entries = accounts.map((account) => {
    const entry = { lowBelow: '10', key: { from: 'keychain' }, ...account };
    return { ...entry, holds: undefined, past: undefined };
  });
  return { version: 1, accounts: entries, general };
}

function withAccounts(accounts: Account[], general: object = {}): Scene {
  return { accounts, files: { 'settings.json': settings(accounts, general) } };
}

const main: Account = {
  id: 'or-main',
  provider: 'openrouter',
  label: 'OpenRouter main',
  holds: { totalCredits: '100.5', totalUsage: '25.75' },
  past: pastOf('USD', 74.75, 10, habits.steady(8.4, 80), 2),
};

const low: Account = {
  id: 'kie',
  provider: 'kie',
  label: 'kie.ai',
  lowBelow: '200',
  holds: '35.95',
  past: { ...pastOf('credits', 35.95, 200, habits.steady(11.2, 50), 2), alerts: [2880] },
};

const second: Account = {
  id: 'or-second',
  provider: 'openrouter',
  label: 'Client with a rather long name that has to wrap somewhere',
  baseUrl: nowhere,
  holds: null,
  past: { unit: 'USD', readings: [[200, '1204331.0725']], alerts: [] },
};

/** In each of the states that an account can be in. */
const trouble: Account[] = [
  main,
  low,
  { id: 'suno', provider: 'sunoapi', label: 'Suno for the podcast', holds: '0' },
  second,
  { id: 'music', provider: 'ai-music-api', label: 'AI Music API', holds: null },
  { id: 'evo', provider: 'evolink', label: 'Evolink', holds: '1846.23' },
  { id: 'evo-old', provider: 'evolink', label: 'Evolink, old key', enabled: false, holds: null },
];

/** One at each provider, as people have them: the accounts of the pictures. */
const five: Account[] = [
  {
    id: 'openrouter-prod',
    provider: 'openrouter',
    label: 'OpenRouter prod',
    holds: { totalCredits: '350', totalUsage: '308.38' },
    past: pastOf('USD', 41.62, 10, habits.officeHours),
  },
  {
    id: 'kie-video',
    provider: 'kie',
    label: 'kie.ai video',
    lowBelow: '100',
    holds: '84.20',
    past: pastOf('credits', 84.2, 100, habits.videos),
  },
  {
    id: 'suno-band',
    provider: 'sunoapi',
    label: 'Suno (band)',
    lowBelow: '200',
    holds: '664',
    past: pastOf('credits', 664, 200, habits.songs),
  },
  {
    id: 'music-jingles',
    provider: 'ai-music-api',
    label: 'AI Music jingles',
    lowBelow: '50',
    holds: { credits: '0', extraCredits: '247' },
    past: pastOf('credits', 247, 50, habits.jingles),
  },
  {
    id: 'evolink-thumbnails',
    provider: 'evolink',
    label: 'Evolink thumbnails',
    lowBelow: '300',
    holds: '1846.23',
    past: pastOf('credits', 1846.23, 300, habits.drip),
  },
];

const chineseLabels = [
  'OpenRouter 生产环境',
  'kie.ai 视频',
  'Suno（乐队）',
  'AI Music 广告曲',
  'Evolink 缩略图',
];

const many: Account[] = Array.from({ length: 12 }, (_, index) => ({
  id: `kie-${index + 1}`,
  provider: 'kie',
  label: `Client ${index + 1}`,
  holds: String(100 * (index + 1)),
}));

/** The accounts of another computer: one that is set up otherwise here, one that is the same, and two
 *  that are not here. */
const elsewhere: Account[] = [
  { ...main, lowBelow: '25' },
  low,
  { id: 'studio', provider: 'kie', label: 'kie.ai for the studio', holds: '42.50' },
  {
    id: 'relay',
    provider: 'evolink',
    label: 'Relay',
    baseUrl: 'https://relay.example',
    holds: '42.50',
  },
];

export const scenes = {
  /** A first run. */
  empty: { accounts: [], files: {} },
  /** A first run with keys in the environment. */
  found: {
    accounts: [],
    files: {},
    variables: { KIE_API_KEY: 'k', OPENROUTER_API_KEY: 'k' },
  },
  /** One of them with a key that was revoked. */
  revoked: {
    accounts: [],
    files: {},
    variables: { KIE_API_KEY: 'k', OPENROUTER_API_KEY: 'revoked' },
  },
  two: withAccounts([main, low]),
  /** Watched since a few minutes. */
  young: withAccounts([
    main,
    { ...low, past: { unit: 'credits', readings: [[20, '36.20']], alerts: [] } },
  ]),
  five: withAccounts(five),
  fiveInChinese: withAccounts(
    five.map((account, at) => ({ ...account, label: chineseLabels[at] ?? account.label })),
  ),
  /** The settings were lost, and their copy is there. */
  trouble: {
    accounts: trouble,
    files: { 'settings.backup.json': settings(trouble) },
    commands: [{ command: 'snooze', id: 'suno', duration: 'topUp' }],
  },
  offline: withAccounts(five.map((account) => ({ ...account, baseUrl: nowhere }))),
  many: withAccounts(many),
  elsewhere: withAccounts(elsewhere, {
    quietHours: { from: '23:00', to: '07:00', outBreaksThrough: false },
    refreshEverySecs: 600,
  }),
} satisfies Record<string, Scene>;

export type SceneName = keyof typeof scenes;
