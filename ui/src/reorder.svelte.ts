import type { AccountView } from './backend/bindings';
import { gapAt, inOrder, moved, placeInGap, sameOrder } from './order';

interface Drag {
  id: string;
  /** The gap the account would be put into. */
  gap: number;
  /** How far it was drawn from its place, in pixels. */
  by: number;
  begunAt: number;
  middles: number[];
  height: number;
}

/** The accounts in the person's order, which holds at once: what the app says follows. */
export class Reorder {
  drag = $state.raw<Drag | null>(null);

  #asked = $state.raw<string[] | null>(null);
  #accounts: () => AccountView[];
  #save: (ids: string[]) => Promise<boolean>;

  constructor(accounts: () => AccountView[], save: (ids: string[]) => Promise<boolean>) {
    this.#accounts = accounts;
    this.#save = save;
    $effect(() => {
      const ids = accounts().map(({ id }) => id);
      if (this.#asked && sameOrder(ids, this.#asked)) this.#asked = null;
    });
  }

  get accounts(): readonly AccountView[] {
    return inOrder(this.#accounts(), this.#asked);
  }

  /** How far the row at a place is from there: the one that is drawn goes along, the others make
   *  room where it would come to stand. */
  offset(place: number): number {
    if (!this.drag) return 0;
    const from = this.#place(this.drag.id);
    if (place === from) return this.drag.by;
    const to = placeInGap(from, this.drag.gap);
    if (from < place && place <= to) return -this.drag.height;
    return to <= place && place < from ? this.drag.height : 0;
  }

  /** Takes an account to a place and returns it, or null where it cannot go. */
  async move(id: string, place: number): Promise<number | null> {
    const ids = this.accounts.map(({ id }) => id);
    if (place < 0 || place >= ids.length || place === ids.indexOf(id)) return null;
    const asked = moved(ids, id, place);
    this.#asked = asked;
    if (await this.#save(asked)) return place;
    if (this.#asked === asked) this.#asked = null;
    return null;
  }

  step(id: string, by: -1 | 1): Promise<number | null> {
    return this.move(id, this.#place(id) + by);
  }

  /** Heights are counted from the top of the list, so that scrolling does no harm. */
  pull(id: string, y: number, rows: () => DOMRect[], top: number): void {
    const begun = this.drag ?? this.#begin(id, y, rows(), top);
    this.drag = { ...begun, by: y - begun.begunAt, gap: gapAt(y, begun.middles) };
  }

  async drop(): Promise<number | null> {
    const { drag } = this;
    this.drag = null;
    return drag && this.move(drag.id, placeInGap(this.#place(drag.id), drag.gap));
  }

  #begin(id: string, y: number, rows: DOMRect[], top: number) {
    const middles = rows.map((row) => row.top + row.height / 2 - top);
    return { id, begunAt: y, middles, height: rows[this.#place(id)]?.height ?? 0 };
  }

  #place(id: string): number {
    return this.accounts.findIndex((account) => account.id === id);
  }
}
