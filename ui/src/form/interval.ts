export const intervalUnits = ['sec', 'min', 'hour'] as const;
export type IntervalUnit = (typeof intervalUnits)[number];

/** An interval as it is typed: a count, and the unit chosen beside it. */
export interface TypedInterval {
  count: string;
  unit: IntervalUnit;
}

const secsIn: Record<IntervalUnit, number> = { sec: 1, min: 60, hour: 3600 };

/** The largest unit that says the interval exactly: 300 is 5 min, 90 is 90 sec. */
export function typedInterval(secs: number): TypedInterval {
  const unit = intervalUnits.findLast((unit) => secs % secsIn[unit] === 0) ?? 'sec';
  return { count: String(secs / secsIn[unit]), unit };
}

/** Whole seconds, or null where no whole number is typed. */
export function intervalSecs({ count, unit }: TypedInterval): number | null {
  return /^\d{1,6}$/.test(count.trim()) ? Number(count) * secsIn[unit] : null;
}
