import { untrack } from 'svelte';

/**
 * Calls this with the fields that were refused, each time that something is. One that is mended meanwhile
 * leads to no other: whoever types stays where they type.
 */
export function onRefused(form: () => { wrong: object }, lead: (fields: string[]) => void): void {
  $effect(() => {
    const { wrong } = form();
    untrack(() => {
      const fields = Object.keys(wrong);
      if (fields.length > 0) lead(fields);
    });
  });
}
