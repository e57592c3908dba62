import { expect, test } from './window';

test('it is reached from the list and left again, with or without accounts', async ({ win }) => {
  for (const scene of ['two', 'empty'] as const) {
    await win.openGeneral(scene);
    await expect(win.heading('Settings')).toBeFocused();
    await win.button('Back').click();
    await expect(win.button('Settings')).toBeFocused();
  }
  await win.page.keyboard.press('Enter');
  await win.page.keyboard.press('Escape');
  await expect(win.button('Settings')).toBeFocused();
});

test('its sections are reached by arrow keys, and the last one is come back to', async ({
  win,
}) => {
  const { keyboard } = win.page;
  await win.openGeneral();
  await keyboard.press('Tab');
  await expect(win.tab('Alerts')).toBeFocused();
  await expect(win.page.getByRole('tabpanel', { name: 'Alerts' })).toBeVisible();
  for (const [key, name] of [
    ['ArrowRight', 'Display'],
    ['End', 'App'],
    ['ArrowRight', 'Alerts'],
    ['ArrowLeft', 'App'],
    ['Home', 'Alerts'],
    ['ArrowRight', 'Display'],
  ] as const) {
    await keyboard.press(key);
    await expect(win.tab(name)).toBeFocused();
    await expect(win.tab(name)).toHaveAttribute('aria-selected', 'true');
    await expect(win.page.getByRole('tabpanel')).toHaveCount(1);
    await expect(win.page.getByRole('tabpanel', { name })).toBeVisible();
  }
  await keyboard.press('Tab');
  await expect(win.field('System').first()).toBeFocused();
  await keyboard.press('Shift+Tab');
  await expect(win.tab('Display')).toBeFocused();
  await keyboard.press('Escape');
  await win.button('Settings').click();
  await expect(win.page.getByRole('tabpanel', { name: 'Display' })).toBeVisible();
});

test('what is typed in one section stays while another one is looked at', async ({ win }) => {
  await win.openSection('Money');
  await win.textbox('Credits per $1 kie.ai').fill('many');
  await win.tab('Alerts').click();
  await win.tab('Money').click();
  await expect(win.textbox('Credits per $1 kie.ai')).toHaveValue('many');
});

test.describe('a pause', () => {
  for (const [choice, end, call] of [
    ['For 1 hour', /\d\d:\d\d$/, 'hour'],
    ['Until tomorrow morning', /08:00$/, 'tomorrow'],
    ['For a week', /\d+ \w+,? \d\d:\d\d$/, 'week'],
  ] as const) {
    test(`${choice}: the list says until when, and alerts are resumed there`, async ({ win }) => {
      await win.openGeneral();
      await win.button('Pause alerts').click();
      await win.menuItem(choice).click();
      await expect(win.button(new RegExp(`^Alerts paused until .*${end.source}`))).toBeFocused();
      await win.button('Back').click();
      await expect(win.button(new RegExp(`^Alerts paused until .*${end.source}`))).toBeVisible();
      await win.button('Resume').click();
      await expect(win.button('Pause alerts')).toBeVisible();
      await expect(win.heading('Accounts')).toBeFocused();
      await expect(win.status).toHaveText('Alerts are on again.');
      await expect.poll(() => win.calls()).toEqual([`pause ${call}`, 'pause null']);
    });
  }

  test('moves nothing in the list, and is begun there', async ({ win }) => {
    await win.open('two');
    const places = () =>
      win.page
        .locator('main :is(h1, li, footer)')
        .evaluateAll((all) =>
          all.map((element) => JSON.stringify(element.getBoundingClientRect())),
        );
    const before = await places();
    await win.button('Pause alerts').click();
    await win.menuItem('For 1 hour').click();
    await expect(win.button('Resume')).toBeVisible();
    await expect(win.status).toHaveText('Alerts are paused.');
    expect(await places()).toEqual(before);
  });

  test('from elsewhere is shown, and one that is refused is not', async ({ win }) => {
    await win.openGeneral();
    await win.pauseAlerts();
    await expect(win.button(/^Alerts paused until/)).toBeVisible();
    await win.ask({ command: 'pauseAlerts', duration: null });
    win.refuse('pauseAlerts', 'settings_not_saved', 'Full.');
    await win.button('Pause alerts').click();
    await win.menuItem('For a week').click();
    await expect(win.page.getByText('Full.')).toBeVisible();
    await expect(win.button('Pause alerts')).toBeVisible();
  });
});

test('quiet hours are turned on, changed and turned off', async ({ win }) => {
  await win.openGeneral();
  const on = win.toggle('Quiet hours');
  await expect(win.field('From')).toBeDisabled();
  await on.check();
  await expect(win.page.getByText('Ends the next day.')).toBeVisible();
  await win.field('From').fill('13:00');
  await win.field('to').fill('14:30');
  await expect(win.page.getByText('Ends the next day.')).toHaveCount(0);
  await win.field('Still alert me when an account runs out').check();
  await win.button('Back').click();
  await win.button('Settings').click();
  await expect(win.field('From')).toHaveValue('13:00');
  await expect(win.field('to')).toHaveValue('14:30');
  await expect(win.field('Still alert me when an account runs out')).toBeChecked();
  expect(win.state.general.quietHours).toEqual({
    from: '13:00',
    to: '14:30',
    outBreaksThrough: true,
  });
  await on.uncheck();
  await expect.poll(() => win.calls().at(-1)).toBe('quiet null');
});

test('turning quiet hours on moves nothing', async ({ win }) => {
  await win.openGeneral();
  const test = win.button('Send a test notification');
  const before = await test.boundingBox();
  await win.toggle('Quiet hours').check();
  await expect(win.page.getByText('Ends the next day.')).toBeVisible();
  expect(await test.boundingBox()).toEqual(before);
});

test('a missing time is said and changes nothing; the same time twice is said', async ({ win }) => {
  await win.openGeneral();
  await win.toggle('Quiet hours').check();
  const before = win.calls();
  await win.field('to').fill('');
  await win.field('to').blur();
  await expect(win.field('to')).toHaveAttribute('aria-invalid', 'true');
  await expect(win.field('to')).toHaveAccessibleDescription(/Enter both times/);
  await expect(win.field('From')).not.toHaveAttribute('aria-invalid');
  await expect.poll(() => win.calls()).toEqual(before);
  await win.field('to').fill('22:00');
  await expect(win.page.getByText('so there are no quiet hours')).toBeVisible();
});

test('times are typed in 24 hours, whatever the place', async ({ win }) => {
  await win.openGeneral();
  await win.toggle('Quiet hours').check();
  await expect(win.field('From')).toHaveValue('22:00');
  await win.field('From').fill('23:30');
  await win.field('to').fill('7:15');
  await win.field('to').press('Enter');
  await win.field('to').blur();
  await expect
    .poll(() => win.state.general.quietHours)
    .toMatchObject({ from: '23:30', to: '07:15' });
  await expect(win.field('to')).toHaveValue('07:15');
});

test('quiet hours that cannot be stored are not shown as if they held', async ({ win }) => {
  await win.openGeneral();
  win.refuse('setQuietHours', 'settings_not_saved', 'Full.');
  await win.toggle('Quiet hours').click();
  await expect(win.page.getByText('Full.')).toBeVisible();
  await expect(win.toggle('Quiet hours')).not.toBeChecked();
});

test('after a test notification it is said what to do when none appeared', async ({ win }) => {
  await win.page.setViewportSize({ width: 480, height: 480 });
  await win.openGeneral();
  await win.button('Send a test notification').click();
  await expect(win.page.getByText('Sent.')).toBeInViewport({ ratio: 1 });
  await expect(win.page.getByText('a notification service is running')).toBeInViewport({
    ratio: 1,
  });
  await expect(win.button('Send a test notification')).toBeFocused();
  await expect.poll(() => win.calls()).toEqual(['notify']);
});

test('a test notification that nobody took is said in words', async ({ win }) => {
  await win.openGeneral();
  win.desktop({ showsNotifications: false });
  await win.button('Send a test notification').click();
  await expect(win.page.getByText('no notification service is running')).toBeVisible();
  await expect(win.page.getByText('Sent.')).toHaveCount(0);
});

for (const [system, userAgent, words] of [
  ['macOS', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 'System Settings'],
  ['Windows', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 'In Settings → System'],
] as const) {
  test.describe(system, () => {
    test.use({ userAgent });
    test('the advice is about this system', async ({ win }) => {
      await win.openGeneral();
      await win.button('Send a test notification').click();
      await expect(win.page.getByText(words)).toBeVisible();
    });
  });
}
