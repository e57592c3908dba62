/** The list with one item taken to another place. */
export function moved(ids: readonly string[], id: string, place: number): string[] {
  return ids.filter((other) => other !== id).toSpliced(place, 0, id);
}

export function sameOrder(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, place) => id === b[place]);
}

/** The items in the order that was asked for, as long as it is about the same items. */
export function inOrder<Item extends { id: string }>(
  items: readonly Item[],
  ids: readonly string[] | null,
): readonly Item[] {
  if (!ids || ids.length !== items.length) return items;
  const byId = new Map(items.map((item) => [item.id, item]));
  const ordered = ids.flatMap((id) => byId.get(id) ?? []);
  return ordered.length === items.length ? ordered : items;
}

/** The gap between rows that a pointer is nearest to: 0 is before the first row. */
export function gapAt(y: number, middles: readonly number[]): number {
  return middles.filter((middle) => middle < y).length;
}

/** Where an item comes to stand that is put into a gap. */
export function placeInGap(from: number, gap: number): number {
  return gap > from ? gap - 1 : gap;
}
