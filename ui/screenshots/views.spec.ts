import type { Page } from '@playwright/test';
import type { Language, Theme } from '../src/backend/bindings';
import type { SceneName } from '../tests/scenes';
import { test } from '../tests/window';
import { write } from './picture';

/** A view: the scene that the app is in, the way there, which is the same in every language, and how
 *  high the picture is where it does not show everything. */
type View = [scene: SceneName, open?: (page: Page) => Promise<void>, height?: number];

const card = (page: Page) => page.locator('#card-openrouter').click();
const account = (page: Page) => page.locator('main ul h2').first().click();
const form = async (page: Page) => {
  await page.locator('#add-account').click();
  await page.getByRole('button', { name: /^(More options|更多选项)$/ }).click();
};
const general = (section: number) => async (page: Page) => {
  await page.locator('#general').click();
  await page.getByRole('tab').nth(section).click();
};

/** Makes the window as high as its content, so that nothing is cut off and nothing is empty. */
async function fit(page: Page, height?: number): Promise<void> {
  // Below this the bars scroll too.
  const [width, lowest] = [560, 430];
  await page.setViewportSize({ width, height: height ?? lowest });
  if (height) return;
  const hidden = await page
    .locator('.scroll')
    .filter({ visible: true })
    .evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight);
  await page.setViewportSize({ width, height: lowest + hidden });
}

const views: Record<string, View> = {
  welcome: ['empty'],
  'welcome-found': ['found'],
  'welcome-card': ['empty', card],
  accounts: ['five'],
  account: ['five', account],
  'account-chart': ['five', account, 430],
  'account-form': ['five', form],
  'general-alerts': ['five', general(0)],
  'general-display': ['five', general(1)],
  'general-money': ['five', general(2)],
  'general-new-accounts': ['five', general(3)],
  'general-app': ['five', general(4)],
};

const languages: Language[] = ['en', 'zh-CN'];
const themes: Exclude<Theme, 'system'>[] = ['light', 'dark'];

for (const language of languages) {
  for (const theme of themes) {
    test.describe(() => {
      test.use({ colorScheme: theme, locale: language });

      for (const [view, [scene, open, height]] of Object.entries(views)) {
        test(`${view}, ${language}, ${theme}`, async ({ page, win }) => {
          await win.load(scene === 'five' && language === 'zh-CN' ? 'fiveInChinese' : scene);
          await page.locator('h1').waitFor();
          await win.ask({ command: 'setAppearance', change: { theme, language } });
          await open?.(page);
          await fit(page, height);
          // Neither the pointer nor a caret leaves a mark.
          await page.mouse.move(0, 0);
          await write(await page.screenshot(), `${view}-${language}-${theme}`);
        });
      }
    });
  }
}
