/** Height of each form of a widget, and how wide it grows. */
const boxes: Record<string, { height: number; width: number | null }> = {
  card: { height: 276, width: 480 },
  bar: { height: 48, width: 720 },
  chart: { height: 400, width: null },
}

export const embedBox = (form: string) => boxes[form] ?? { height: 276, width: 480 }
