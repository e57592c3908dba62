import { expect, test, vi } from 'vitest';
import { FakeGeneral } from '../backend/fake-general';
import { scene } from '../backend/fake-scenes';
import { rejection } from '../backend/fake-state';
import { ExportForm, ImportForm } from './transfer.svelte';

const app = () => new FakeGeneral(scene('two'));

test('keys leave only with a passphrase, and only when that is asked for', async () => {
  const backend = app();
  const form = new ExportForm(backend);
  form.passphrase = 'typed before';
  await form.run();
  expect(form.outcome).toMatchObject({ withKeys: false });
  form.withKeys = true;
  await form.run();
  expect(form.outcome).toMatchObject({ withKeys: true });
  expect(backend.calls).toEqual(['export without keys', 'export typed before']);
});

test.each(['', '1234567', '🗝🗝🗝🗝🗝🗝🗝'])('%j is too short a passphrase', async (passphrase) => {
  const backend = app();
  const form = new ExportForm(backend);
  Object.assign(form, { withKeys: true, passphrase });
  await form.run();
  expect(form.wrong).toEqual({ text: 'window-passphrase-short' });
  expect(backend.calls).toEqual([]);
});

test('the passphrase is forgotten once the file is there, and only then', async () => {
  const backend = app();
  const form = new ExportForm(backend);
  Object.assign(form, { withKeys: true, passphrase: '12345678' });
  backend.exportPath = null;
  await form.run();
  expect(form).toMatchObject({ outcome: null, passphrase: '12345678' });
  backend.exportPath = '/there';
  await form.run();
  expect(form).toMatchObject({ outcome: { path: '/there' }, passphrase: '' });
});

test('what the app refuses about an export is told', async () => {
  const form = new ExportForm({
    exportSettings: () => Promise.reject(rejection('not_exported', 'The disk is full.')),
  });
  await form.run();
  expect(form.outcome).toEqual({ problem: 'The disk is full.' });
});

test('a plain file is looked at first and taken then', async () => {
  const backend = app();
  const form = new ImportForm(backend);
  await form.choose();
  expect(form.step).toMatchObject({ at: 'preview', name: 'credit-tray.json' });
  await form.finish('keychain');
  expect(form.step).toEqual({ at: 'done', needKeys: ['kie.ai for the studio', 'Relay'] });
  expect(backend.calls).toEqual(['choose import', 'import all keychain']);
});

test('what is not wanted stays in the file', async () => {
  const backend = app();
  const form = new ImportForm(backend);
  await form.choose();
  form.take('relay', false);
  form.take('studio', false);
  form.take('studio', true);
  await form.finish('keychain');
  expect(form.step).toEqual({ at: 'done', needKeys: ['kie.ai for the studio'] });
  expect(backend.calls.at(-1)).toBe('import or-main kie studio keychain');
});

test('keys that the keychain does not take go into a file or stay behind', async () => {
  const backend = app();
  backend.keychainAnswers = false;
  backend.fileToImport = { name: 'locked.age', preview: null };
  const form = new ImportForm(backend);
  await form.choose();
  form.passphrase = backend.passphrase;
  await form.unlock();
  await form.finish('keychain');
  expect(form).toMatchObject({ step: { at: 'preview' }, problem: null });
  expect(form.keychainProblem?.message).toMatch(/keychain/);
  await form.finish('none');
  expect(form.step).toEqual({ at: 'done', needKeys: ['kie.ai for the studio', 'Relay'] });
  expect(form.keychainProblem).toBeNull();
});

test('a locked file stays locked until the passphrase is right', async () => {
  const backend = app();
  backend.fileToImport = { name: 'locked.age', preview: null };
  const form = new ImportForm(backend);
  await form.choose();
  await form.unlock();
  expect(form.wrong).toEqual({ text: 'window-passphrase-missing' });
  form.passphrase = 'wrong';
  await form.unlock();
  expect(form.wrong).toHaveProperty('message');
  expect(form.step).toEqual({ at: 'locked', name: 'locked.age' });
  form.passphrase = backend.passphrase;
  await form.unlock();
  expect(form).toMatchObject({ step: { at: 'preview' }, wrong: null, passphrase: '' });
  expect(backend.calls).not.toContain('import');
});

test('nothing is taken by whoever chooses no file or cancels', async () => {
  const backend = app();
  const form = new ImportForm(backend);
  backend.fileToImport = null;
  await form.choose();
  expect(form.step).toEqual({ at: 'start' });
  backend.fileToImport = { name: 'locked.age', preview: null };
  await form.choose();
  form.passphrase = 'half typ';
  await form.cancel();
  expect(form).toMatchObject({ step: { at: 'start' }, passphrase: '' });
  expect(backend.calls).not.toContain('import');
});

test('a file that cannot be read is told of, and another one can be chosen', async () => {
  const backend = app();
  const form = new ImportForm(backend);
  const choose = vi.spyOn(backend, 'chooseImport');
  choose.mockRejectedValueOnce(rejection('not_imported', 'This is no export.'));
  await form.choose();
  expect(form).toMatchObject({ step: { at: 'start' }, problem: 'This is no export.' });
  await form.choose();
  expect(form).toMatchObject({ step: { at: 'preview' }, problem: null });
});
