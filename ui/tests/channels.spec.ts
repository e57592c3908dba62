import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, type SettingsWindow } from './window';

/** Takes what is sent to it, and answers as the test wants it. */
class Receiver {
  status = 200;
  readonly posts: { path: string; authorization: string | undefined; body: string }[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const { url, headers } = request;
        this.posts.push({ path: url ?? '', authorization: headers.authorization, body });
        response.writeHead(this.status).end();
      });
    });
  }

  static async listen(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((done) => receiver.#server.listen(0, '127.0.0.1', done));
    return receiver;
  }

  url(path: string): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`;
  }

  close(): void {
    this.#server.close();
  }
}

let receiver: Receiver;
test.beforeEach(async () => {
  receiver = await Receiver.listen();
});
test.afterEach(() => receiver.close());

const ways = (win: SettingsWindow) => win.general.channels.map(({ kind }) => kind);

async function addTopic(win: SettingsWindow): Promise<void> {
  await win.openGeneral();
  await win.button('Add: ntfy').click();
  await expect(win.field('Topic address')).toBeFocused();
  await win.field('Topic address').fill(receiver.url('/mine'));
  await win.field('Access token').fill('tk_1');
  await win.button('Save').click();
  await expect(win.button('Add: ntfy')).toBeFocused();
}

test('a topic is tried, added, and shown where the person looks for it', async ({ win }) => {
  await win.openGeneral();
  await win.button('Add: ntfy').click();
  await win.field('Topic address').fill(receiver.url('/mine'));
  await win.field('Access token').fill('tk_1');
  receiver.status = 401;
  await win.button('Send a test').click();
  await expect(win.page.getByText('refuses this token or address (HTTP 401)')).toBeVisible();
  receiver.status = 200;
  await win.button('Send a test').click();
  await expect(win.page.getByText('Sent and accepted. Check that it arrived.')).toBeVisible();
  expect(receiver.posts[1]).toMatchObject({ path: '/mine', authorization: 'Bearer tk_1' });
  expect(ways(win), 'nothing is saved by a test').toEqual(['desktop']);

  await win.button('Save').click();
  await expect(win.page.getByText(receiver.url('/mine'))).toBeVisible();
  expect(ways(win)).toEqual(['desktop', 'ntfy']);
});

test('a stored token is sent without being shown, and to no other server', async ({ win }) => {
  await addTopic(win);
  const edit = win.button(/^Edit ntfy/);
  await edit.click();
  await expect(win.field('Access token')).toHaveValue('');
  await expect(win.field('Access token')).toHaveAttribute('placeholder', 'Saved');
  await win.button('Send a test').click();
  await expect(win.page.getByText('Sent and accepted.')).toBeVisible();
  expect(receiver.posts[0]?.authorization).toBe('Bearer tk_1');

  await win.field('Topic address').fill('http://127.0.0.1:9/mine');
  await win.button('Save').click();
  await expect(win.page.getByText('it was entered for a different server')).toBeVisible();
  await expect(win.field('Access token')).toBeFocused();
  await win.button('Remove').click();
  await win.button('Save').click();
  await expect(edit).toBeFocused();
  expect(win.general.channels[1]).toMatchObject({ secretSet: false });
});

test('what is wrong is said at its field', async ({ win }) => {
  await win.openGeneral();
  await win.button('Add: Webhook').click();
  await win.button('Save').click();
  await expect(win.page.getByText('Enter the whole address')).toBeVisible();
  await expect(win.field('Address')).toBeFocused();
  await win.field('Address').fill('http://hooks.example.com');
  await win.button('Save').click();
  await expect(win.page.getByText('http:// works for this computer only')).toBeVisible();

  await win.button('Add: Program').click();
  await win.button('Send a test').click();
  await expect(win.page.getByText('Enter the path of a program.')).toBeVisible();
  await win.textbox('Program').fill('/nowhere/on-low');
  await win.button('Send a test').click();
  await expect(win.page.getByText('start /nowhere/on-low')).toBeVisible();
});

test('whoever mends one field stays in it, though another is wrong', async ({ win }) => {
  await win.openGeneral();
  await win.button('Add: Webhook').click();
  await win.field('Address').fill(receiver.url('/old'));
  await win.field('Secret').fill('a b');
  await win.button('Send a test').click();
  await expect(win.page.getByText('without spaces')).toBeVisible();
  await expect(win.field('Secret')).toBeFocused();
  expect(receiver.posts).toEqual([]);

  await win.field('Address').fill('');
  await win.field('Address').pressSequentially(receiver.url('/new'));
  await expect(win.field('Address')).toHaveValue(receiver.url('/new'));
  await expect(win.field('Secret')).toHaveValue('a b');
});

test('channels that fail are named in one notice, each says why, and one that works again is still', async ({
  win,
}) => {
  receiver.status = 500;
  await win.openGeneral();
  for (const address of [receiver.url('/one'), 'http://127.0.0.1:9/two']) {
    await win.button('Add: Webhook').click();
    await win.field('Address').fill(address);
    await win.button('Save').click();
    await expect(win.field('Address')).toHaveCount(0);
  }
  const notices = win.page.getByRole('region', { name: 'Notices' });
  await expect(notices.getByText('The reasons are under Settings › Alerts')).toHaveCount(1);
  await expect(notices.getByRole('button')).toHaveCount(1);
  const settings = win.page.getByRole('main');
  await expect(settings.getByText('has a problem of its own (HTTP 500)')).toBeVisible();
  await expect(settings.getByText('Nothing answers at 127.0.0.1:9')).toBeVisible();

  receiver.status = 200;
  await expect(settings.getByText('(HTTP 500)')).toHaveCount(0);
  await expect(notices).toContainText('Nothing answers at 127.0.0.1:9');
  await win.button('Edit Webhook (127.0.0.1:9)').click();
  await win.button('Remove channel').click();
  await win.button('Remove channel').click();
  await expect(notices.getByRole('button')).toHaveCount(0);
});

test('an address that alerts are sent to already is not added again', async ({ win }) => {
  await addTopic(win);
  await win.button('Add: ntfy').click();
  await win.field('Topic address').fill(receiver.url('/mine'));
  await win.button('Save').click();
  await expect(win.page.getByText('Alerts are sent to this address already.')).toBeVisible();
  expect(ways(win)).toEqual(['desktop', 'ntfy']);
});

test('a way is taken away again, and with the desktop off nobody is told', async ({ win }) => {
  await addTopic(win);
  await win.toggle('Desktop notifications').uncheck();
  await expect(win.page.getByText('Test notification')).toHaveCount(0);
  expect(ways(win)).toEqual(['ntfy']);
  await win.button(/^Edit ntfy/).click();
  await win.button('Remove channel').click();
  await win.page.keyboard.press('Escape');
  await expect(win.button('Remove channel')).toBeFocused();
  await win.button('Remove channel').click();
  await expect(win.page.getByText('Accounts that use only this channel')).toBeVisible();
  await win.button('Remove channel').click();
  await expect(win.button('Add: ntfy')).toBeFocused();
  await expect(win.page.getByText('you get no alerts')).toBeVisible();
  expect(ways(win)).toEqual([]);
  await win.toggle('Desktop notifications').check();
  await expect(win.button('Send a test notification')).toBeVisible();
});

test('an account is told of through the ways that are chosen for it', async ({ win }) => {
  await addTopic(win);
  await win.button('Back').click();
  await win.choose('OpenRouter main', 'Edit…');
  const choice = win.page.getByRole('group', { name: 'Send alerts to' });
  await choice.getByRole('checkbox', { name: 'Desktop notifications' }).uncheck();
  await win.button('Save').click();
  await expect(win.heading('Accounts')).toBeVisible();
  const chosen = () => win.state.accounts.find(({ id }) => id === 'or-main')?.channels;
  await expect.poll(chosen).toEqual(['ntfy']);
  await win.choose('OpenRouter main', 'Edit…');
  await expect(choice.getByRole('checkbox', { name: 'Desktop notifications' })).not.toBeChecked();
  await choice.getByRole('checkbox', { name: 'Desktop notifications' }).check();
  await win.button('Save').click();
  await expect(win.heading('Accounts')).toBeVisible();
  await expect.poll(chosen).toBeNull();
});

test('with one way there is nothing to choose for an account', async ({ win }) => {
  await win.openEdit();
  await expect(win.page.getByRole('group', { name: 'Alert me when' })).toBeVisible();
  await expect(win.page.getByRole('group', { name: 'Send alerts to' })).toHaveCount(0);
});

test('Escape closes a form in which nothing was typed, and leads back to its button', async ({
  win,
}) => {
  await win.openGeneral();
  await win.button('Add: Webhook').click();
  await expect(win.field('Address')).toBeFocused();
  await win.page.keyboard.press('Escape');
  await expect(win.button('Add: Webhook')).toBeFocused();
  await expect(win.heading('Settings')).toBeVisible();
});

test('what was typed of a way is asked about before it is lost', async ({ win }) => {
  await win.openGeneral();
  await win.button('Add: Webhook').click();
  await win.field('Address').fill('https://hooks.example.com/x');
  await win.page.keyboard.press('Escape');
  await expect(win.page.getByRole('dialog')).toBeVisible();
});
