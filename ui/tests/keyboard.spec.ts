import { expect, test } from './window';

test('an account is added, changed and removed by keyboard alone', async ({ win }) => {
  const { keyboard } = win.page;
  await win.openEmptyList();
  await win.tabTo(win.button('Add account'));
  await keyboard.press('Enter');

  await expect(win.field('API key')).toBeFocused();
  await win.tabTo(win.button('More options'));
  await keyboard.press('Enter');
  await expect(win.field('API key')).toBeFocused();
  await keyboard.press('Shift+Tab');
  await keyboard.press('Shift+Tab');
  await win.tabTo(win.field('sunoapi.org'));
  await keyboard.press('ArrowDown');
  await expect(win.field('kie.ai')).toBeChecked();
  await win.tabTo(win.field('API key'));
  await keyboard.type('k');
  await win.tabTo(win.button('Test'));
  await keyboard.press('Space');
  await expect(win.page.getByText('42.50 credits available')).toBeVisible();
  await win.tabTo(win.page.getByText('Advanced', { exact: true }));
  await keyboard.press('Enter');
  await win.tabTo(win.field('Server'));
  await win.tabTo(win.button('Save'));
  await keyboard.press('Enter');

  await expect(win.account('kie.ai')).toBeVisible();
  await win.tabTo(win.menuOf('kie.ai'));
  await keyboard.press('Enter');
  await keyboard.press('e');
  await keyboard.press('Enter');
  await win.tabTo(win.field('Label'));
  await keyboard.press('ControlOrMeta+a');
  await keyboard.type('Renamed');
  await keyboard.press('Enter');

  await expect(win.menuOf('Renamed')).toBeFocused();
  await keyboard.press('ArrowUp');
  await expect(win.menuItem('Remove')).toBeFocused();
  await keyboard.press('Enter');
  await expect(win.heading('Accounts')).toBeFocused();
  await expect(win.page.getByRole('listitem')).toHaveCount(0);
  await win.tabTo(win.button('Undo'));
  await keyboard.press('Enter');
  await expect(win.button('Renamed')).toBeFocused();
});

test('Escape cancels, and asks first where something would be lost', async ({ win }) => {
  const { keyboard } = win.page;
  await win.openEdit();
  await keyboard.press('Escape');
  await expect(win.menuOf('OpenRouter main')).toBeFocused();

  await win.choose('OpenRouter main', 'Edit…');
  await win.field('Label').fill('Changed');
  await keyboard.press('Escape');
  await expect(win.button('Keep editing')).toBeFocused();
  await keyboard.press('Escape');
  await expect(win.field('Label')).toBeFocused();
  await expect(win.field('Label')).toHaveValue('Changed');
});

test('every control of the list and of the details is reached, and can be seen to be', async ({
  win,
}) => {
  for (const opens of [() => win.open('many'), () => win.openAccount('two', 'kie.ai')]) {
    await opens();
    const count = await win.page.locator('button, input:not([type=radio]), [tabindex="0"]').count();
    const reached = new Set<string>();
    for (let step = 0; step < count + 4; step += 1) {
      await win.page.keyboard.press('Tab');
      reached.add(
        await win.page.evaluate(() => {
          const { activeElement: at } = document;
          if (!at || at === document.body) return 'body';
          // The outline is drawn on the control, on the label around it, or over the whole row.
          const drawn = [
            getComputedStyle(at),
            getComputedStyle(at, '::after'),
            getComputedStyle(at.closest('label') ?? at),
          ];
          const seen = drawn.some(({ outlineStyle }) => outlineStyle === 'solid');
          return `${seen ? '' : 'unseen '}${at.id}${at.getAttribute('aria-label') ?? ''}${at.textContent}`;
        }),
      );
    }
    expect([...reached].filter((name) => name.startsWith('unseen'))).toEqual([]);
    expect(reached.size).toBeGreaterThanOrEqual(count);
  }
});
