import type { ChartPoint, ChartView } from '../backend/bindings';

/** Whether the readings reach over an hour, which is the least that makes a line worth looking at. */
export function reachesFar({ points, earlier }: ChartView): boolean {
  const all = [...earlier.flat(), ...points];
  const [first] = all;
  const last = all.at(-1);
  if (!first || !last) return false;
  return Date.parse(last.at) - Date.parse(first.at) >= 3_600_000;
}

/** What the balance was at both ends, and at its lowest. */
export function extremes({ points }: ChartView) {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return null;
  const lower = (a: ChartPoint, b: ChartPoint) => (Number(b.amount) < Number(a.amount) ? b : a);
  return { first, last, lowest: points.reduce(lower) };
}

/** The place of what is nearest. The numbers are in order. */
export function nearest(numbers: readonly number[], wanted: number): number {
  const after = numbers.findIndex((number) => number >= wanted);
  if (after === -1) return numbers.length - 1;
  if (after === 0) return 0;
  const before = after - 1;
  return wanted - (numbers[before] ?? 0) < (numbers[after] ?? 0) - wanted ? before : after;
}

/** What happened, by the reading that it is nearest to. */
export function happenings({ points, earlier, topUps, alerts }: ChartView): Map<number, string[]> {
  const before = earlier.flat();
  const times = [...before, ...points].map(({ at }) => Date.parse(at));
  const found = new Map<number, string[]>();
  for (const { at, text } of [...topUps, ...alerts]) {
    // What happened to another wallet before is not about this one.
    const index = nearest(times, Date.parse(at)) - before.length;
    if (index >= 0) found.set(index, [...(found.get(index) ?? []), text]);
  }
  return found;
}

/** Where a key leads from one of so many points; null where it is not about them. */
export function steppedTo(key: string, index: number, count: number): number | null {
  const far = Math.max(1, Math.round(count / 10));
  const targets: Record<string, number> = {
    ArrowLeft: index - 1,
    ArrowDown: index - 1,
    ArrowRight: index + 1,
    ArrowUp: index + 1,
    PageDown: index - far,
    PageUp: index + far,
    Home: 0,
    End: count - 1,
  };
  const target = targets[key];
  return target === undefined ? null : Math.max(0, Math.min(count - 1, target));
}
