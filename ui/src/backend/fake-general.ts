import type {
  Appearance,
  DefaultsDraft,
  GeneralView,
  ImportChoice,
  ImportFile,
  ImportPreview,
  Language,
  MoneyDraft,
  PauseFor,
  ProxyDraft,
  QuietHours,
  TrayChoices,
} from './bindings';
import { account } from './fake-scenes';
import { FakeState, later, rejection } from './fake-state';

const isDecimal = (typed: string) => /^\d+(\.\d+)?$/.test(typed);

/** The choices that belong to no account, in memory. */
export class FakeGeneral extends FakeState {
  notificationsShown = true;
  keychainAnswers = true;
  hasKeychain = true;
  /** The file the person will choose, and the passphrase that opens it. */
  fileToImport: ImportFile | null = { name: 'credit-tray.json', preview: importPreview };
  passphrase = 'correct horse';
  /** Where the person will put the file; null where they think better of it. */
  exportPath: string | null = '/home/me/credit-tray.json';

  #chosen = importPreview;

  async pauseAlerts(duration: PauseFor | null): Promise<void> {
    await this.asked('pause', String(duration));
    this.change({ pausedUntil: duration && later(duration).toISOString() });
  }

  async setQuietHours(quietHours: QuietHours | null): Promise<void> {
    await this.asked('quiet', JSON.stringify(quietHours));
    this.changeGeneral({ quietHours });
  }

  async sendTestNotification(): Promise<void> {
    await this.asked('notify');
    if (!this.notificationsShown)
      throw rejection('not_notified', 'The desktop took no notification: no service answers.');
  }

  async setAppearance(appearance: Appearance): Promise<void> {
    await this.asked('appearance', Object.values(appearance).join(' '));
    const language: Language = appearance.language === 'system' ? 'en' : appearance.language;
    const numberLocale = appearance.numbers === 'system' ? 'en-GB' : appearance.numbers;
    this.changeGeneral({ appearance, language, numberLocale });
  }

  async setTray(tray: TrayChoices): Promise<void> {
    await this.asked('tray', JSON.stringify(tray));
    this.changeGeneral({ tray });
  }

  async setMoney({ currency, perUsd, creditsPerUsd }: MoneyDraft): Promise<void> {
    await this.asked('money', currency);
    if (perUsd && !isDecimal(perUsd))
      throw rejection('invalid_field', 'Enter a number such as 0.92.', 'perUsd');
    const wrong = creditsPerUsd.find(
      (rate) => rate.creditsPerUsd && !isDecimal(rate.creditsPerUsd),
    );
    if (wrong)
      throw rejection(
        'invalid_field',
        'Enter a number such as 200.',
        `creditsPerUsd.${wrong.provider}`,
      );
    const providers = this.state.providers.map((provider) => {
      const rate = creditsPerUsd.find((rate) => rate.provider === provider.id);
      return rate ? { ...provider, creditsPerUsd: rate.creditsPerUsd } : provider;
    });
    this.change({ providers });
    this.changeGeneral({ currency, perUsd });
  }

  async setDefaults({ refreshEverySecs, lowBelow }: DefaultsDraft): Promise<void> {
    await this.asked('defaults', String(refreshEverySecs));
    if (refreshEverySecs < 60)
      throw rejection('invalid_field', 'Choose at least 60 seconds.', 'refreshEverySecs');
    const wrong = lowBelow.find((typed) => typed.lowBelow && !isDecimal(typed.lowBelow));
    if (wrong)
      throw rejection('invalid_field', 'Enter a number such as 10.', `lowBelow.${wrong.provider}`);
    const providers = this.state.providers.map((provider) => {
      const typed = lowBelow.find((typed) => typed.provider === provider.id);
      return typed ? { ...provider, newLowBelow: typed.lowBelow } : provider;
    });
    this.change({ providers });
    this.changeGeneral({ refreshEverySecs });
  }

  async setProxy({ use, host, port, user, newPassword }: ProxyDraft): Promise<void> {
    await this.asked('proxy', use, host, port, user);
    const isServer = use !== 'system' && use !== 'none';
    if (isServer && host === '')
      throw rejection('invalid_field', 'Enter the name of the proxy.', 'proxy.host');
    if (isServer && !(/^\d+$/.test(port) && Number(port) > 0 && Number(port) < 65536))
      throw rejection('invalid_field', 'Enter a port from 1 to 65535.', 'proxy.port');
    if (newPassword && user === '')
      throw rejection('invalid_field', 'Enter the user this is the password of.', 'proxy.user');
    const before = this.state.general.proxy.passwordSet;
    const passwordSet = newPassword === null ? before : newPassword !== '';
    this.changeGeneral({ proxy: { use, host, port, user, passwordSet } });
  }

  async startAtLogin(on: boolean): Promise<void> {
    await this.asked('login', String(on));
    this.changeGeneral({ startsAtLogin: on });
  }

  async openLogFolder(): Promise<void> {
    await this.asked('logs');
  }

  async exportSettings(passphrase: string | null): Promise<string | null> {
    await this.asked('export', passphrase ?? 'without keys');
    return this.exportPath;
  }

  async chooseImport(): Promise<ImportFile | null> {
    await this.asked('choose import');
    this.#chosen = importPreview;
    return this.fileToImport;
  }

  async unlockImport(passphrase: string): Promise<ImportPreview> {
    await this.asked('unlock import');
    if (passphrase !== this.passphrase)
      throw rejection('wrong_passphrase', 'This passphrase does not open the file.');
    this.#chosen = unlockedPreview;
    return this.#chosen;
  }

  async cancelImport(): Promise<void> {
    await this.asked('cancel import');
  }

  async finishImport({ accounts, keys }: ImportChoice): Promise<void> {
    await this.asked('import', accounts?.join(' ') ?? 'all', keys);
    const chosen = this.#chosen.accounts.filter(({ id }) => accounts?.includes(id) ?? true);
    if (keys === 'keychain' && chosen.some(({ key }) => key === 'file')) this.askKeychain();
    const added = chosen
      .filter(({ change }) => change === 'added')
      .map(({ id, label, provider, key, turnedOff }) =>
        account(id, provider, label, {
          keySet: key !== 'missing' && !(key === 'file' && keys === 'none'),
          enabled: !turnedOff,
        }),
      );
    this.change({ accounts: [...this.accounts, ...added] });
    this.changeGeneral({ quietHours: importedQuietHours, refreshEverySecs: 600 });
  }

  protected askKeychain(): void {
    if (!this.hasKeychain) throw rejection('no_keychain', 'There is no keychain on this desktop.');
    if (this.keychainAnswers) return;
    throw rejection('keychain_unavailable', 'The keychain of this computer did not answer.');
  }

  protected changeGeneral(changes: Partial<GeneralView>): void {
    this.change({ general: { ...this.state.general, ...changes } });
  }
}

const importedQuietHours: QuietHours = { from: '23:00', to: '07:00', outBreaksThrough: false };

const importPreview: ImportPreview = {
  exportedAt: '2026-11-19T09:00:00Z',
  accounts: [
    {
      id: 'or-main',
      label: 'OpenRouter main',
      provider: 'openrouter',
      change: 'replaced',
      server: null,
      key: 'kept',
      turnedOff: false,
    },
    {
      id: 'kie',
      label: 'kie.ai',
      provider: 'kie',
      change: 'same',
      server: null,
      key: 'kept',
      turnedOff: false,
    },
    {
      id: 'studio',
      label: 'kie.ai for the studio',
      provider: 'kie',
      change: 'added',
      server: null,
      key: 'missing',
      turnedOff: false,
    },
    {
      id: 'relay',
      label: 'Relay',
      provider: 'evolink',
      change: 'added',
      server: 'https://relay.example',
      key: 'missing',
      turnedOff: true,
    },
  ],
};

/** The same file with the keys of the accounts that need one. */
const unlockedPreview: ImportPreview = {
  ...importPreview,
  accounts: importPreview.accounts.map((account) =>
    account.key === 'missing' ? { ...account, key: 'file', turnedOff: false } : account,
  ),
};
