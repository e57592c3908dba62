import { expect, test } from './window';

const kie = 'Credits per $1 kie.ai';
const evolink = 'Credits per $1 Evolink';

test('a currency has no rate until one is typed, and the dollar needs none', async ({ win }) => {
  await win.openSection('Money');
  await expect(win.textbox('1 US dollar equals EUR')).toHaveCount(0);
  await win.field('Display currency').selectOption('EUR · Euro');
  const perUsd = win.textbox('1 US dollar equals EUR');
  await expect(perUsd).toHaveValue('');
  await expect(perUsd).toHaveAccessibleDescription(/^Nothing is shown in EUR until/);
  await expect.poll(() => win.general).toMatchObject({ currency: 'EUR', perUsd: null });
  await perUsd.fill('0.92');
  await perUsd.press('Enter');
  await expect(perUsd).toHaveAccessibleDescription(/not updated automatically/);
  await expect.poll(() => win.general).toMatchObject({ currency: 'EUR', perUsd: '0.92' });
  await win.field('Display currency').selectOption('USD · US Dollar');
  await expect(perUsd).toHaveCount(0);
  await expect.poll(() => win.general).toMatchObject({ currency: 'USD', perUsd: null });
});

test('a rate is never counted with in another currency, and comes back with its own', async ({
  win,
}) => {
  await win.openSection('Money');
  await win.field('Display currency').selectOption('EUR');
  await win.textbox('1 US dollar equals EUR').fill('0.92');
  await win.field('Display currency').selectOption('JPY');
  await expect(win.textbox('1 US dollar equals JPY')).toHaveValue('');
  await expect.poll(() => win.general).toMatchObject({ currency: 'JPY', perUsd: null });
  await win.field('Display currency').selectOption('EUR');
  await expect(win.textbox('1 US dollar equals EUR')).toHaveValue('0.92');
  await expect.poll(() => win.general).toMatchObject({ currency: 'EUR', perUsd: '0.92' });
});

test('a rate is stored when its field is left, and the usual one is a click away', async ({
  win,
}) => {
  await win.openSection('Money');
  const usual = win.button('Usual: 200 for kie.ai');
  await expect(usual).toHaveCount(0);
  await win.textbox(kie).fill('150');
  await win.textbox(kie).press('Tab');
  const rate = () => win.state.providers.find(({ id }) => id === 'kie')?.creditsPerUsd;
  await expect.poll(rate).toBe('150');
  await usual.click();
  await expect.poll(rate).toBe('200');
  await expect(win.textbox(kie)).toHaveValue('200');
  await expect(win.textbox(kie)).toBeFocused();
  await expect(usual).toHaveCount(0);
});

test('without a rate an account is not counted, and who counts dollars needs none', async ({
  win,
}) => {
  await win.openSection('Money');
  await win.textbox(evolink).fill('');
  await win.textbox(evolink).blur();
  await expect(win.textbox(evolink)).toHaveAttribute('placeholder', 'Not counted');
  await expect(win.button('Usual: 68 for Evolink')).toBeVisible();
  await expect(win.textbox('Credits per $1 OpenRouter')).toHaveCount(0);
});

test('a wrong rate is said at its field, is kept, and holds up no other', async ({ win }) => {
  await win.openSection('Money');
  await win.textbox(kie).fill('many');
  await win.textbox(evolink).fill('70');
  await win.textbox(evolink).blur();
  await expect(win.textbox(kie)).toHaveAttribute('aria-invalid', 'true');
  await expect(win.textbox(kie)).toHaveAccessibleDescription(
    /^Enter how many credits one dollar buys, such as 200/,
  );
  await expect(win.textbox(kie)).toHaveValue('many');
  await expect
    .poll(() => win.state.providers.map((p) => p.creditsPerUsd))
    .toEqual(['200', '200', '125', null, '70']);
  await win.textbox(kie).fill('190');
  await win.textbox(kie).blur();
  await expect(win.textbox(kie)).not.toHaveAttribute('aria-invalid');
});

test('money that could not be stored is not shown as if it were', async ({ win }) => {
  await win.openSection('Money');
  win.refuse('setMoney', 'settings_not_saved', 'Full.');
  await win.field('Display currency').selectOption('EUR');
  await expect(win.page.getByText('Full.')).toBeVisible();
  await expect(win.field('Display currency')).toHaveValue('USD');
  await win.textbox(kie).fill('150');
  await win.textbox(kie).blur();
  await expect(win.textbox(kie)).toHaveValue('200');
});

test('what is typed last is stored also by who leaves with Escape', async ({ win }) => {
  await win.openSection('Money');
  await win.textbox(kie).fill('150');
  await win.page.keyboard.press('Escape');
  await expect(win.button('Settings')).toBeFocused();
  await win.button('Settings').click();
  await expect(win.textbox(kie)).toHaveValue('150');
});

test('what new accounts begin with is stored as it is typed', async ({ win }) => {
  await win.openSection('New accounts');
  await win.field('Check every').fill('2');
  await win.field('Interval unit').selectOption('hours');
  await expect.poll(() => win.general).toMatchObject({ refreshEverySecs: 7200 });
  await win.textbox('Warn below OpenRouter USD').fill('12.50');
  await win.textbox('Warn below kie.ai credits').fill('');
  await win.textbox('Warn below kie.ai credits').blur();
  await expect(win.button('Usual: 5 for OpenRouter')).toBeVisible();
  await win.button('Back').click();
  await win.button('Add account').click();
  await win.button('More options').click();
  await win.field('kie.ai').check();
  await expect(win.field('Balance drops below, in credits')).toHaveValue('');
  await win.field('OpenRouter').check();
  await expect(win.field('Balance drops below, in USD')).toHaveValue('12.5');
});

test('an interval that is none is said at once, and one the app refuses too', async ({ win }) => {
  await win.openSection('New accounts');
  const every = win.field('Check every');
  await every.fill('often');
  await every.blur();
  await expect(every).toHaveAccessibleDescription('Enter a whole number, such as 5.');
  await expect.poll(() => win.calls()).toEqual([]);
  await win.speak('zh-CN');
  await expect(win.field('Check every').or(win.field('检查间隔'))).toHaveValue('often');
  await win.speak('en');
  await every.fill('5');
  await win.field('Interval unit').selectOption('seconds');
  await expect(every).toHaveAccessibleDescription(/^Use at least 1 minute/);
  await expect(every).toHaveAttribute('aria-invalid', 'true');
});
