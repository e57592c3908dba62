import type {
  Appearance,
  DefaultsDraft,
  GeneralView,
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
import { FakeState, rejection } from './fake-state';

const isDecimal = (typed: string) => /^\d+(\.\d+)?$/.test(typed);

/** The choices that belong to no account, in memory. */
export class FakeGeneral extends FakeState {
  notificationsShown = true;
  /** The file the person will choose, and the passphrase that opens it. */
  fileToImport: ImportFile | null = { name: 'credit-tray.json', preview: importPreview };
  passphrase = 'correct horse';
  /** Where the person will put the file; null where they think better of it. */
  exportPath: string | null = '/home/me/credit-tray.json';

  async pauseAlerts(duration: PauseFor | null): Promise<void> {
    await this.asked('pause', String(duration));
    this.change({ pausedUntil: duration && '2026-11-21T08:00:00Z' });
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
    return this.fileToImport;
  }

  async unlockImport(passphrase: string): Promise<ImportPreview> {
    await this.asked('unlock import');
    if (passphrase !== this.passphrase)
      throw rejection('wrong_passphrase', 'This passphrase does not open the file.');
    return importPreview;
  }

  async finishImport(): Promise<void> {
    await this.asked('import');
    const added = importPreview.accounts
      .filter(({ replaces }) => !replaces)
      .map(({ label, provider, needsKey, turnedOff }, place) =>
        account(`imported-${place}`, provider, label, { keySet: !needsKey, enabled: !turnedOff }),
      );
    this.change({ accounts: [...this.accounts, ...added] });
    this.changeGeneral({ quietHours: importedQuietHours, refreshEverySecs: 600 });
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
      label: 'OpenRouter main',
      provider: 'openrouter',
      replaces: true,
      server: null,
      needsKey: false,
      turnedOff: false,
    },
    {
      label: 'kie.ai for the studio',
      provider: 'kie',
      replaces: false,
      server: null,
      needsKey: true,
      turnedOff: false,
    },
    {
      label: 'Relay',
      provider: 'evolink',
      replaces: false,
      server: 'https://relay.example',
      needsKey: true,
      turnedOff: true,
    },
  ],
};
