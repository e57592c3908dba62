import { expect, test, type SettingsWindow } from './window';

/** Ways to have something in the window that is not saved. */
const typed: Record<string, (win: SettingsWindow) => Promise<void>> = {
  'an account that is edited': async (win) => {
    await win.openEdit();
    await win.field('Label').fill('Mine');
  },
  'a key in the first run': async (win) => {
    await win.openCard('OpenRouter');
    await win.field('API key').fill('k');
  },
  'a key in a card that was closed': async (win) => {
    await win.openCard('OpenRouter');
    await win.field('API key').fill('k');
    await win.page.keyboard.press('Escape');
  },
  'a key for one more account': async (win) => {
    await win.openAddCards();
    await win.field('API key').fill('k');
  },
  'a proxy': async (win) => {
    await win.openSection('App');
    await win.field('Connect through').selectOption('HTTP proxy');
  },
  'an amount that does not hold': async (win) => {
    await win.openSection('Money');
    await win.textbox('Credits per $1 kie.ai').fill('many');
  },
};

for (const [what, type] of Object.entries(typed)) {
  test(`${what} is not dropped by closing the window`, async ({ win }) => {
    await type(win);
    await expect.poll(() => win.unsaved()).toBe(true);
    await win.pressClose();
    await expect(win.button('Keep editing')).toBeFocused();
    await win.page.keyboard.press('Escape');
    await expect(win.button('Discard')).toHaveCount(0);
    await expect.poll(() => win.calls()).not.toContain('close');
    await win.page.keyboard.press('ControlOrMeta+w');
    await win.button('Discard').click();
    await expect.poll(() => win.calls()).toContain('close');
  });
}

test('what is stored as its field is left is stored by closing, and nothing is asked', async ({
  win,
}) => {
  await win.openSection('Money');
  await win.textbox('Credits per $1 kie.ai').fill('150');
  await win.pressClose();
  await expect.poll(() => win.calls()).toEqual(['money USD', 'close']);
  await expect(win.button('Discard')).toHaveCount(0);
});

test('nothing typed, nothing asked', async ({ win }) => {
  await win.openEdit();
  await win.field('Label').fill('Mine');
  await win.field('Label').fill('OpenRouter main');
  await expect.poll(() => win.unsaved()).toBe(false);
  await win.pressClose();
  await expect.poll(() => win.calls()).toEqual(['close']);
});

test('who keeps editing is where they were', async ({ win }) => {
  await win.openEdit();
  await win.field('Label').fill('Mine');
  await expect.poll(() => win.unsaved()).toBe(true);
  await win.pressClose();
  await win.button('Keep editing').click();
  await expect(win.field('Label')).toBeFocused();
  await expect(win.field('Label')).toHaveValue('Mine');
});

test('a row of the tray leads to its account, and asks first where something is typed', async ({
  win,
}) => {
  await win.open('two');
  await win.target({ view: 'account', id: 'kie' });
  await expect(win.heading('kie.ai')).toBeFocused();
  await win.target({ view: 'account', id: 'or-main' });
  await expect(win.heading('OpenRouter main')).toBeFocused();
  await win.button('Edit…').click();
  await win.field('Label').fill('Mine');
  await win.target({ view: 'account', id: 'kie' });
  await win.button('Keep editing').click();
  await expect(win.field('Label')).toHaveValue('Mine');
  await win.target({ view: 'account', id: 'kie' });
  await win.button('Discard').click();
  await expect(win.heading('kie.ai')).toBeFocused();
  await win.button('Back').click();
  await expect(win.button('kie.ai')).toBeFocused();
});

test('a rejected key leads to the field for another one', async ({ win }) => {
  await win.open('trouble');
  await win.target({ view: 'key', id: 'music' });
  await expect(win.heading('Edit AI Music API')).toBeVisible();
  await expect(win.field('API key')).toBeFocused();
  await win.page.keyboard.type('good');
  await win.page.keyboard.press('Enter');
  await expect(win.heading('AI Music API')).toBeVisible();
  await expect.poll(async () => (await win.keys())['music']).toBe('good');
});

test('what is about several accounts, or about one that is gone, leads to the list', async ({
  win,
}) => {
  for (const target of [{ view: 'list' }, { view: 'account', id: 'gone' }] as const) {
    await win.openAccount('two', 'kie.ai');
    await win.target(target);
    await expect(win.heading('Accounts')).toBeVisible();
  }
  await win.button('Add account').click();
  await win.page.keyboard.type('k');
  await win.target({ view: 'list' });
  await expect(win.button('Keep editing')).toBeFocused();
});

test('who keeps editing has not agreed to quit later', async ({ win }) => {
  await win.open('two');
  await win.button('Add account').click();
  await win.page.keyboard.type('k');
  await win.askToQuit();
  await win.button('Keep editing').click();
  await win.page.keyboard.press('ControlOrMeta+w');
  await win.button('Discard').click();
  await expect.poll(() => win.calls()).toEqual(['close']);
});

test('who agrees to lose what was typed quits', async ({ win }) => {
  await win.open('two');
  await win.button('Add account').click();
  await win.page.keyboard.type('k');
  await win.askToQuit();
  await win.button('Discard').click();
  await expect.poll(() => win.calls()).toEqual(['close and quit']);
});

test('settings opened from the first run ask before a typed key is lost', async ({ win }) => {
  await win.open('empty');
  await win.page.getByRole('button', { name: /^kie\.ai/ }).click();
  await win.page.keyboard.type('sk-1');
  await win.button('Settings').click();
  await expect(win.button('Keep editing')).toBeFocused();
});

test('without a tray the window can end the app, and in its settings always', async ({ win }) => {
  await win.open('two');
  await expect(win.button('Quit')).toHaveCount(0);
  await win.change({ hasTray: false });
  await win.button('Quit').click();
  await win.button('Settings').click();
  await win.tab('App').click();
  await win.button('Quit Credit Tray').click();
  await expect.poll(() => win.calls()).toEqual(['quit', 'quit']);
});

test('without a tray the first run can end the app', async ({ win }) => {
  await win.open('empty');
  await win.change({ hasTray: false });
  await win.button('Quit').click();
  await expect.poll(() => win.calls()).toEqual(['quit']);
});
