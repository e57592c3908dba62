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
  'a time that is none': async (win) => {
    await win.openGeneral();
    await win.toggle('Quiet hours').check();
    await win.field('From').fill('late');
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

/** Every way out of the settings, and what it asks of the app. */
const waysOut: Record<string, [(win: SettingsWindow) => Promise<void>, string[]]> = {
  'the close button': [(win) => win.pressClose(), ['close']],
  'Ctrl+W': [(win) => win.page.keyboard.press('ControlOrMeta+w'), ['close']],
  'Ctrl+Q': [(win) => win.page.keyboard.press('ControlOrMeta+q'), ['quit']],
  'the end of the app': [(win) => win.askToQuit(), ['close and quit']],
  Back: [(win) => win.button('Back').click(), []],
  Escape: [(win) => win.page.keyboard.press('Escape'), []],
  'a row of the tray': [(win) => win.target({ view: 'account', id: 'kie' }), []],
};

for (const [way, [leave, asks]] of Object.entries(waysOut)) {
  test(`what is stored as its field is left is stored by ${way}, and nothing is asked`, async ({
    win,
  }) => {
    await win.openGeneral();
    await win.toggle('Quiet hours').check();
    await expect.poll(() => win.state.general.quietHours).not.toBeNull();
    await win.field('From').fill('21:15');
    await expect.poll(() => win.unsaved()).toBe(true);
    await leave(win);
    const stored = 'quiet {"from":"21:15","to":"08:00","outBreaksThrough":false}';
    await expect.poll(() => win.calls().slice(1)).toEqual([stored, ...asks]);
    await expect(win.button('Discard')).toHaveCount(0);
    if (asks.length === 0) await expect(win.heading('Settings')).toHaveCount(0);
  });
}

for (const [section, field, typed, call] of [
  ['Money', 'Credits per $1 kie.ai', '150.0', 'money USD'],
  ['New accounts', 'Check every', '7', 'defaults 420'],
] as const) {
  test(`${field} is stored by closing, and nothing is asked`, async ({ win }) => {
    await win.openSection(section);
    await win.textbox(field).fill(typed);
    await expect.poll(() => win.unsaved()).toBe(true);
    await win.pressClose();
    await expect.poll(() => win.calls()).toEqual([call, 'close']);
    await expect(win.button('Discard')).toHaveCount(0);
  });
}

for (const [section, field, typed, held] of [
  ['Alerts', 'From', 'late', '22:00'],
  ['Money', 'Credits per $1 kie.ai', 'many', '200'],
  ['New accounts', 'Check every', 'often', '5'],
  ['New accounts', 'Warn below kie.ai credits', 'few', '100'],
] as const) {
  test(`"${typed}" in "${field}" is not dropped by leaving the settings`, async ({ win }) => {
    await win.openSection(section);
    if (section === 'Alerts') await win.toggle('Quiet hours').check();
    await win.textbox(field).fill(typed);
    await win.page.keyboard.press('Escape');
    await expect(win.button('Keep editing')).toBeFocused();
    await win.page.keyboard.press('Escape');
    await expect(win.textbox(field)).toBeFocused();
    await win.tab('Display').click();
    await win.button('Back').click();
    await expect(win.tab(section)).toHaveAttribute('aria-selected', 'true');
    await win.button('Keep editing').click();
    await expect(win.textbox(field)).toHaveValue(typed);
    await win.button('Back').click();
    await win.button('Discard').click();
    await win.button('Settings').click();
    await expect(win.textbox(field)).toHaveValue(held);
  });
}

test('who is led to what is wrong elsewhere keeps the keyboard', async ({ win }) => {
  await win.openSection('Money');
  await win.textbox('Credits per $1 kie.ai').fill('many');
  await win.tab('Display').click();
  await win.field('Language').focus();
  await win.page.keyboard.press('Escape');
  await win.button('Keep editing').click();
  await expect(win.heading('Settings')).toBeFocused();
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

/** Ways to be asked for something else while it is asked whether to discard. */
const secondThoughts: Record<string, [(win: SettingsWindow) => Promise<void>, string[]]> = {
  'a row of the tray': [(win) => win.target({ view: 'account', id: 'kie' }), []],
  'the close button': [(win) => win.pressClose(), ['close']],
  'Ctrl+W': [(win) => win.page.keyboard.press('ControlOrMeta+w'), ['close']],
  'the end of the app': [(win) => win.askToQuit(), ['close and quit']],
};

for (const [second, [ask, asks]] of Object.entries(secondThoughts)) {
  test(`it is asked once, and ${second} is what is agreed to then`, async ({ win }) => {
    const isAskedOnce = async () => {
      await expect(win.button('Keep editing')).toHaveCount(1);
      await expect(win.button('Keep editing')).toBeFocused();
    };
    const { keyboard } = win.page;
    await win.openEdit();
    for (const first of [
      () => win.target({ view: 'list' }),
      () => keyboard.press('Escape'),
      () => win.askToQuit(),
    ]) {
      await win.field('Label').fill('Mine');
      await first();
      await isAskedOnce();
      await keyboard.press('Tab');
      await ask(win);
      await isAskedOnce();
      await keyboard.press('Escape');
      await expect(win.button('Keep editing')).toHaveCount(0);
      await expect(win.field('Label')).toBeFocused();
    }
    await win.target({ view: 'list' });
    await isAskedOnce();
    await ask(win);
    await win.button('Discard').click();
    await expect.poll(() => win.calls()).toEqual(asks);
    if (asks.length === 0) await expect(win.heading('kie.ai')).toBeFocused();
  });
}

test('Escape is about the question, wherever the focus is', async ({ win }) => {
  await win.openEdit();
  await win.field('Label').fill('Mine');
  await win.target({ view: 'list' });
  await win.button('Keep editing').blur();
  await win.page.keyboard.press('Escape');
  await expect(win.button('Keep editing')).toHaveCount(0);
  await expect(win.field('Label')).toBeFocused();
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

test('a key that is typed in the first run is not lost by going on to the list', async ({
  win,
}) => {
  await win.open('found');
  await win.button('Use this key: OPENROUTER_API_KEY').click();
  await win.page.getByRole('button', { name: /^kie\.ai/ }).click();
  await win.page.keyboard.type('sk-1');
  await win.button('Show my accounts').click();
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
