import AxeBuilder from '@axe-core/playwright';
import { generalViews } from './general-views';
import { expect, test, type SettingsWindow } from './window';

const views: Record<string, (win: SettingsWindow) => Promise<void>> = {
  'first run': (win) => win.open('empty'),
  'first run, keys found': (win) => win.open('found'),
  'first run, card open': (win) => win.openCard('OpenRouter', 'found'),
  'first run, key rejected': async (win) => {
    await win.openCard('OpenRouter');
    await win.field('API key').fill('rejected');
    await win.button('Save').click();
    await win.page.getByText('rejected this key.').waitFor();
  },
  'first run, keychain unavailable': async (win) => {
    await win.openCard('kie.ai');
    win.desktop({ keychain: 'locked' });
    await win.field('API key').fill('k');
    await win.button('Save').click();
    await win.button('Try again').waitFor();
  },
  'first run, two accounts in a card': async (win) => {
    await win.openCard('OpenRouter');
    for (const key of ['k1', 'k2']) {
      await win.field('API key').fill(key);
      await win.button('Save').click();
      await win.field('API key').waitFor({ state: 'hidden' });
      await win.button('OpenRouter').click();
    }
  },
  'first run, balance there': async (win) => {
    await win.openCard('OpenRouter');
    await win.field('API key').fill('k');
    await win.button('Save').click();
    await win.toggle('Start at login').waitFor();
  },
  'first run, account failed': async (win) => {
    await win.openCard('OpenRouter');
    await win.field('API key').fill('rejected');
    await win.button('Save').click();
    await win.button('Save anyway').click();
    await win.button('Retry OpenRouter').waitFor();
  },
  'no accounts': (win) => win.openEmptyList(),
  'add, key found': async (win) => {
    await win.openCard('OpenRouter', 'found');
    await win.button('More options').click();
    await win.button('Use this key: OPENROUTER_API_KEY').click();
  },
  accounts: (win) => win.open('trouble'),
  'accounts, offline': (win) => win.open('offline'),
  'accounts, no tray and a key shared': async (win) => {
    await win.open('two');
    await win.change({
      hasTray: false,
      total: { text: '≈ $74.93', leftOut: 0, sharedKeys: ['OpenRouter 2'] },
    });
    await win.button('Quit').waitFor();
  },
  'add, cards': (win) => win.openAddCards(),
  'asked before closing': async (win) => {
    await win.openAddCards();
    await win.field('API key').fill('k');
    await expect.poll(() => win.unsaved()).toBe(true);
    await win.pressClose();
    await win.button('Discard').waitFor();
  },
  add: (win) => win.openAdd(),
  edit: (win) => win.openEdit(),
  tested: async (win) => {
    await win.openEdit();
    await win.button('Test').click();
    await win.page.getByText('$74.75 available').waitFor();
  },
  'test refused and field wrong': async (win) => {
    await win.openAdd();
    await win.field('API key').fill('rejected');
    await win.button('Test').click();
    await win.page.getByText('rejected this key.').waitFor();
    await win.field('API key').fill('rejected-too');
    await win.field('Label').fill('');
    await win.button('Save').click();
    await win.page.getByText('Enter a label').waitFor();
  },
  advanced: async (win) => {
    await win.openEdit();
    await win.page.getByText('Advanced', { exact: true }).click();
    await win.field('An environment variable').check();
    await win.field('Server').selectOption('Other…');
  },
  'keychain unavailable': async (win) => {
    await win.openAdd();
    win.desktop({ keychain: 'locked' });
    await win.field('API key').fill('k');
    await win.button('Save').click();
    await win.button('Try again').waitFor();
  },
  'many accounts, searched': async (win) => {
    await win.open('many');
    await win.field('Search accounts').fill('client 1');
    await win.page.getByText('4 of 12').waitFor();
  },
  'nothing found': async (win) => {
    await win.open('many');
    await win.field('Search accounts').fill('nobody');
  },
  'menu of a row': async (win) => {
    await win.open('trouble');
    await win.menuOf('kie.ai').click();
  },
  'account removed': async (win) => {
    await win.open('two');
    await win.choose('kie.ai', 'Remove');
    await win.button('Undo').waitFor();
  },
  'account in detail': async (win) => {
    await win.openAccount('two', 'kie.ai');
    await win.page.getByRole('slider').first().focus();
  },
  'account in detail, 90 days': async (win) => {
    await win.openAccount('trouble', 'OpenRouter main');
    await win.field('90 days').check();
    await win.page.getByRole('slider').last().hover();
  },
  'account in detail, out of date': (win) =>
    win.openAccount('trouble', 'Client with a rather long name that has to wrap somewhere'),
  'account in detail, key rejected': (win) => win.openAccount('trouble', 'AI Music API'),
  'account in detail, turned off': (win) => win.openAccount('trouble', 'Evolink, old key'),
  'remove key question': async (win) => {
    await win.openAccount('two', 'kie.ai');
    await win.button('Remove key…').click();
  },
  duplicate: async (win) => {
    await win.open('two');
    await win.choose('kie.ai', 'Duplicate…');
  },
  'rules on': async (win) => {
    await win.openEdit();
    await win.field('Account may run out within').check();
    await win.field('Today’s spend exceeds').check();
    await win.field('Balance is unavailable for').check();
  },
  'rules wrong': async (win) => {
    await win.openEdit();
    await win.field('Account may run out within').check();
    await win.field('Account may run out within, in days').fill('soon');
    await win.button('Save').click();
    await win.page.getByText('Enter a whole number of 1 or more').waitFor();
  },
  'snooze menu': (win) => win.openSnooze('kie.ai'),
  'snoozed and paused': async (win) => {
    await win.openSnooze();
    await win.menuItem('Until tomorrow').click();
    await win.button('Back').click();
    await win.pauseAlerts();
    await win.button('Resume').waitFor();
  },
  'snoozed, menu open': async (win) => {
    await win.openSnooze();
    await win.menuItem('For 1 hour').click();
    await win.button(/^Snoozed until/).click();
  },
  ...generalViews,
};

/** The smallest window, and the default and the smallest one at 200 % zoom. */
const smallSizes = [
  [480, 480],
  [280, 340],
  [240, 240],
] as const;

const pageColours = { light: 'rgb(245, 245, 247)', dark: 'rgb(27, 27, 30)' } as const;

for (const [view, open] of Object.entries(views)) {
  test(`${view}: no accessibility fault, light and dark`, async ({ win }) => {
    await win.page.emulateMedia({ reducedMotion: 'reduce' });
    await open(win);
    for (const colorScheme of ['light', 'dark'] as const) {
      await win.page.emulateMedia({ colorScheme });
      await expect(win.page.locator('html')).toHaveCSS(
        'background-color',
        pageColours[colorScheme],
      );
      const { violations } = await new AxeBuilder({ page: win.page }).analyze();
      expect(violations, colorScheme).toEqual([]);
    }
  });

  test(`${view}: nothing is cut off sideways, however small the window`, async ({ win }) => {
    for (const [width, height] of smallSizes) {
      await win.page.setViewportSize({ width, height });
      // A menu that is open closes when the window is resized.
      if (width === smallSizes[0][0] || view.includes('menu')) await open(win);
      const wide = await win.page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll('body *')]
          .filter((element) => !element.matches('.for-screen-readers, svg, svg *, select, option'))
          .filter((element) => element.scrollWidth > element.clientWidth && element.clientWidth > 0)
          .filter((element) => getComputedStyle(element).display !== 'inline')
          .map((element) => element.outerHTML.slice(0, 80)),
      );
      expect(wide, `${width} × ${height}`).toEqual([]);
    }
  });
}
