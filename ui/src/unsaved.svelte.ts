import { untrack } from 'svelte';

/** Something that is typed into and holds only once it is saved. */
interface Source {
  changed: () => boolean;
  /** Resolves when what is being stored is stored. */
  settled?: () => Promise<unknown>;
}

let sources = $state.raw<readonly Source[]>([]);

/** What would be lost if the window were closed now. */
export const unsaved = {
  get any(): boolean {
    return sources.some(({ changed }) => changed());
  },

  /** For a component: what is typed counts as long as the component is there. */
  watch(source: Source): void {
    $effect(() => {
      sources = [...untrack(() => sources), source];
      return () => (sources = untrack(() => sources).filter((other) => other !== source));
    });
  },

  /** Leaves the field that is typed into, which stores it where fields are stored one by one. */
  async settle(): Promise<void> {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    await Promise.all(sources.map(async ({ settled }) => settled?.()));
  },
};
