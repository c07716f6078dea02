/** Where the nodes stand in the picture. Pure. */

/** The middle of a node's tile, in pixels. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly height: number;
  readonly tile: { readonly width: number; readonly height: number };
  /** Whether tiles have room for all that is known of a node. */
  readonly roomy: boolean;
  readonly spots: readonly Spot[];
}

const large = { width: 216, height: 80 };
const small = { width: 104, height: 52 };
const gap = 10;
const margin = 6;
/** More are told apart better in rows than on a ring. */
const mostOnRing = 9;
/** Pixels of width below which there is no room for a ring of large tiles. */
const narrow = 620;

/** Pixels from the middle of the ring to its sides, at the most: of few nodes, and of more than six. */
const widest = { few: 380, many: 460 };

const heights = [0, 96, 96, 200, 270, 280, 280, 360, 360, 380];

/** Evenly on an ellipse, the first at the top; two beside each other. */
function ring(count: number, width: number, height: number): Spot[] {
  const [cx, cy] = [width / 2, height / 2];
  if (count === 1) return [{ x: cx, y: cy }];
  const rx = Math.min((width - large.width) / 2 - margin, count > 6 ? widest.many : widest.few);
  const ry = (height - large.height) / 2 - margin;
  const start = count === 2 ? Math.PI : -Math.PI / 2;
  return Array.from({ length: count }, (_, index) => {
    const angle = start + (2 * Math.PI * index) / count;
    return { x: cx + rx * Math.cos(angle), y: cy + (count === 2 ? 0 : ry * Math.sin(angle)) };
  });
}

const overlap = (spots: readonly Spot[], tile: Layout['tile']): boolean =>
  spots.some((one, index) =>
    spots
      .slice(index + 1)
      .some(
        (other) => Math.abs(one.x - other.x) < tile.width + 4 && Math.abs(one.y - other.y) < tile.height + 4,
      ),
  );

/** In rows of the same length, the last one in the middle; in one row, lines to the leader would look like a chain. */
function rows(count: number, width: number, tile: Layout['tile']): { spots: Spot[]; height: number } {
  const fitting = Math.max(1, Math.floor((width - 2 * margin + gap) / (tile.width + gap)));
  const lines = Math.ceil(count / Math.min(fitting, Math.floor(Math.sqrt(2 * count))));
  const columns = Math.ceil(count / lines);
  const spots = Array.from({ length: count }, (_, index) => {
    const line = Math.floor(index / columns);
    const inLine = line === lines - 1 ? count - line * columns : columns;
    const offset = (width - inLine * tile.width - (inLine - 1) * gap) / 2;
    return {
      x: offset + (index % columns) * (tile.width + gap) + tile.width / 2,
      y: margin + line * (tile.height + gap) + tile.height / 2,
    };
  });
  return { spots, height: 2 * margin + lines * tile.height + (lines - 1) * gap };
}

/** @param count how many nodes, 1 to 50 @param width of the picture in pixels */
export function layoutOf(count: number, width: number): Layout {
  if (count <= mostOnRing && width >= narrow) {
    const height = heights[count] ?? 380;
    const spots = ring(count, width, height);
    if (!overlap(spots, large)) return { height, tile: large, roomy: true, spots };
  }
  return { tile: small, roomy: false, ...rows(count, width, small) };
}
