import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { FluentResource } from '@fluent/bundle';
import { generalViews } from './general-views';
import { expect, test, type SettingsWindow } from './window';

/** The texts without variables, by name. */
function plainTexts(language: string): Map<string, string> {
  const source = readFileSync(`../src-tauri/core/texts/${language}.ftl`, 'utf8');
  const plain = new FluentResource(source).body.flatMap(({ id, value }) =>
    typeof value === 'string' ? [[id, value] as const] : [],
  );
  return new Map(plain);
}

const chinese = plainTexts('zh-CN');
/** What must not be seen in a Chinese window. */
const english = [...plainTexts('en')]
  // Names such as ntfy are the same in both.
  .filter(([id, text]) => id.startsWith('window-') && (chinese.get(id) ?? text) !== text)
  .map(([, text]) => text);

/** Every text of the page, those that are only spoken too. */
function textsOf(win: SettingsWindow): Promise<string[]> {
  return win.page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: (string | null)[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode.textContent);
    for (const element of document.querySelectorAll('*'))
      for (const name of ['aria-label', 'placeholder', 'title'])
        texts.push(element.getAttribute(name));
    return texts.flatMap((text) => (text?.trim() ? [text.trim()] : []));
  });
}

test('a language takes effect on all that is on screen at once, and back', async ({ win }) => {
  await win.openSection('Display');
  const html = win.page.locator('html');
  await expect(html).toHaveAttribute('lang', 'en');
  await win.field('Language').focus();
  await win.field('Language').selectOption('简体中文');
  await expect(win.heading('设置')).toBeVisible();
  await expect(win.tab('显示')).toBeVisible();
  await expect(html).toHaveAttribute('lang', 'zh-CN');
  await expect(win.field('语言')).toBeFocused();
  await win.field('语言').selectOption('English');
  await expect(win.heading('Settings')).toBeVisible();
  await expect(html).toHaveAttribute('lang', 'en');
});

test('each language is called what it calls itself', async ({ win }) => {
  await win.openSection('Display');
  const names = win.field('Language').locator('option');
  await expect(names).toHaveText(['System', 'English', '简体中文']);
  await expect(names.last()).toHaveAttribute('lang', 'zh-CN');
});

test.describe('before the app says which', () => {
  test.use({ locale: 'zh-CN' });
  test('the language is the one the system asks for', async ({ win }) => {
    // An app that does not answer is told of in the only language there is to go by.
    await win.page.addInitScript(() => {
      const invoke = () => Promise.reject(new Error());
      Object.assign(window, { __TAURI_INTERNALS__: { invoke, transformCallback: () => 0 } });
    });
    await win.page.goto('/');
    await expect(win.page.locator('html')).toHaveAttribute('lang', 'zh-CN');
    await expect(win.page.getByRole('region').getByRole('paragraph')).toBeVisible();
    const texts = await textsOf(win);
    expect(texts.filter((text) => english.includes(text))).toEqual([]);
  });
});

for (const [view, open] of Object.entries(generalViews)) {
  test(`${view}, Chinese: no accessibility fault and no English`, async ({ win }) => {
    await win.page.emulateMedia({ reducedMotion: 'reduce' });
    await open(win);
    await win.speak('zh-CN');
    await expect(win.page.locator('html')).toHaveAttribute('lang', 'zh-CN');
    const texts = await textsOf(win);
    expect(texts.filter((text) => english.includes(text))).toEqual([]);
    for (const [colorScheme, width, height] of [
      ['light', 560, 680],
      ['dark', 480, 480],
    ] as const) {
      await win.page.setViewportSize({ width, height });
      await win.page.emulateMedia({ colorScheme });
      const { violations } = await new AxeBuilder({ page: win.page }).analyze();
      expect(violations, colorScheme).toEqual([]);
    }
  });
}
