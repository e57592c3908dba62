import { expect, test, type SettingsWindow } from './window';

const begun = ['OpenRouter main', 'kie.ai', 'Suno for the podcast'];

async function firstThree(win: SettingsWindow): Promise<string[]> {
  return (await win.labels()).slice(0, 3).map((label) => label.trim());
}

function grip(win: SettingsWindow, label: string) {
  return win.button(`Move ${label}`);
}

async function centre(win: SettingsWindow, label: string) {
  const box = await grip(win, label).boundingBox();
  if (!box) throw new Error(`no grip for ${label}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('an account is moved with the arrow keys, which takes the focus along and is said', async ({
  win,
}) => {
  await win.open('trouble');
  await grip(win, 'kie.ai').focus();
  await win.page.keyboard.press('ArrowDown');
  await expect(win.status).toHaveText('kie.ai, 3 of 7');
  expect(await firstThree(win)).toEqual(['OpenRouter main', 'Suno for the podcast', 'kie.ai']);
  await expect(grip(win, 'kie.ai')).toBeFocused();
  await win.page.keyboard.press('ArrowUp');
  await win.page.keyboard.press('ArrowUp');
  await expect(win.status).toHaveText('kie.ai, 1 of 7');
  await expect(grip(win, 'kie.ai')).toBeFocused();
  await expect.poll(() => win.calls().at(-1)).toMatch(/^order kie or-main suno /);
  const asked = win.calls().length;
  await win.page.keyboard.press('ArrowUp');
  expect(win.calls(), 'further up there is nothing').toHaveLength(asked);
});

test('the new order holds at once and through fast key presses, however slow the app is', async ({
  win,
}) => {
  await win.open('trouble');
  win.slowDown(200);
  win.tellLate();
  await grip(win, 'OpenRouter main').focus();
  await win.page.keyboard.press('ArrowDown');
  await win.page.keyboard.press('ArrowDown');
  expect(await firstThree(win)).toEqual(['kie.ai', 'Suno for the podcast', 'OpenRouter main']);
  await expect(win.status).toHaveText('OpenRouter main, 3 of 7');
  expect(await firstThree(win)).toEqual(['kie.ai', 'Suno for the podcast', 'OpenRouter main']);
});

test('an order that is refused is taken back, and the refusal is said', async ({ win }) => {
  await win.open('trouble');
  win.refuse('orderAccounts', 'settings_not_saved', 'The disk is full.');
  await grip(win, 'kie.ai').focus();
  await win.page.keyboard.press('ArrowDown');
  await expect(win.page.getByText('The disk is full.')).toBeVisible();
  expect(await firstThree(win)).toEqual(begun);
  await expect(win.status).toHaveText('');
});

test('an account is drawn to another place, and the others make room', async ({ win }) => {
  await win.open('trouble');
  const from = await centre(win, 'OpenRouter main');
  const to = await centre(win, 'Suno for the podcast');
  const second = await win.account('kie.ai').boundingBox();
  await win.page.mouse.move(from.x, from.y);
  await win.page.mouse.down();
  await win.page.mouse.move(to.x, to.y + 4, { steps: 5 });
  await expect
    .poll(async () => (await win.account('kie.ai').boundingBox())?.y)
    .toBeLessThan((second?.y ?? 0) - 30);
  expect(await firstThree(win), 'nothing is moved before it is let go').toEqual(begun);
  await win.page.mouse.up();
  await expect(win.status).toHaveText('OpenRouter main, 3 of 7');
  expect(await firstThree(win)).toEqual(['kie.ai', 'Suno for the podcast', 'OpenRouter main']);
  await expect.poll(() => win.calls()).toHaveLength(1);
});

test('Escape lets go of what is drawn and leaves it where it was', async ({ win }) => {
  await win.open('trouble');
  const from = await centre(win, 'OpenRouter main');
  const place = await win.account('OpenRouter main').boundingBox();
  await win.page.mouse.move(from.x, from.y);
  await win.page.mouse.down();
  await win.page.mouse.move(from.x, from.y + 150, { steps: 5 });
  await win.page.keyboard.press('Escape');
  expect(await win.account('OpenRouter main').boundingBox()).toEqual(place);
  await win.page.mouse.up();
  expect(await firstThree(win)).toEqual(begun);
  await expect.poll(() => win.calls()).toEqual([]);
});

test('a single account cannot be moved', async ({ win }) => {
  await win.open('two');
  await expect(win.button(/^Move /)).toHaveCount(2);
  await win.choose('kie.ai', 'Remove');
  await expect(win.button(/^Move /)).toHaveCount(0);
});
