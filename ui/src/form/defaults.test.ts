import { expect, test } from 'vitest';
import { general, providers } from '../../tests/examples';
import { defaultsDraft, defaultsFields } from './defaults';
import { Unsendable } from './saved-fields.svelte';

const state = { general, providers };

test('what new accounts begin with is shown and comes back unchanged', () => {
  expect(defaultsDraft(defaultsFields(state), state.providers)).toEqual({
    refreshEverySecs: 300,
    lowBelow: state.providers.map(({ id, newLowBelow }) => ({
      provider: id,
      lowBelow: newLowBelow,
    })),
  });
});

test('an empty threshold is none', () => {
  const fields = { ...defaultsFields(state), 'lowBelow.kie': ' ' };
  expect(defaultsDraft(fields, state.providers).lowBelow).toContainEqual({
    provider: 'kie',
    lowBelow: null,
  });
});

test('what is no interval cannot be sent', () => {
  const fields = {
    ...defaultsFields(state),
    refreshEverySecs: { count: 'x', unit: 'min' as const },
  };
  expect(() => defaultsDraft(fields, state.providers)).toThrow(Unsendable);
});
