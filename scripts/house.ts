/** The house as a picture: its floors, what is on each, and every import that leads from one down to another. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { floors, roomsOf } from './floors.js';

/** The code of a floor. */
function sourcesOf(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** How many import statements of one floor's code name another floor; index.ts stands on program/. */
export function importsOf(root: string): Map<string, Map<string, number>> {
  const names = floors.map(({ name }) => name);
  const found = new Map<string, Map<string, number>>();
  for (const name of names) {
    const counts = new Map<string, number>();
    const files = sourcesOf(root, name);
    for (const file of name === 'program' ? [...files, join(root, 'index.ts')] : files) {
      for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(
        /(?:\bfrom |\bimport\(|^import )'(\.[^']+)'/gm,
      )) {
        const to = path.split('/').find((part) => !/^\.+$/.test(part)) ?? '';
        const outside = path.startsWith('../') || file === join(root, 'index.ts');
        if (outside && names.includes(to) && to !== name) counts.set(to, (counts.get(to) ?? 0) + 1);
      }
    }
    found.set(name, counts);
  }
  return found;
}

const floorHeight = 44;
const gap = 10;
const left = 16;
const top = 56;
const width = 470;

/** How far from the floors' edge an arc's handles stand; the arc itself goes three quarters of that way. */
const reachOf = (floorsApart: number): number => 24 + floorsApart * 20;
const pictureWidth = left + width + Math.ceil(0.75 * reachOf(floors.length - 1)) + 8;

const middleOf = (index: number): number => top + index * (floorHeight + gap) + floorHeight / 2;

/** The picture as SVG, for light and dark pages. @param root the repository's folder */
export function drawHouse(root: string): string {
  const imports = importsOf(root);
  const height = top + floors.length * (floorHeight + gap) + 40;
  const arcs = floors.flatMap(({ name, colour }, from) =>
    floors.flatMap(({ name: other }, to) => {
      const count = imports.get(name)?.get(other) ?? 0;
      if (count === 0) return [];
      // Leaves spread over the lower half of a floor's edge, arrivals over the upper one, so that no two lie on each other.
      const [x, y1, y2] = [left + width, middleOf(from) + 3 + to, middleOf(to) - 15 + from * 1.6];
      const reach = x + reachOf(Math.abs(to - from));
      const thick = (0.8 + Math.log2(count) * 0.45).toFixed(1);
      return [
        `<path d="M${x} ${y1}C${reach} ${y1} ${reach} ${y2} ${x + 5} ${y2}" fill="none" stroke="${colour}" stroke-width="${thick}" marker-end="url(#a${from})"><title>${name} imports ${other} ${count} times</title></path>`,
      ];
    }),
  );
  const boxes = floors.map(({ name, purpose, colour }, index) => {
    const y = top + index * (floorHeight + gap);
    const title = name === 'cli' ? 'cli, index.ts' : name;
    return [
      `<rect class="floor" x="${left}" y="${y}" width="${width}" height="${floorHeight}" rx="6"/>`,
      `<rect x="${left}" y="${y}" width="5" height="${floorHeight}" rx="2" fill="${colour}"/>`,
      `<text class="name" x="${left + 18}" y="${y + 19}">${title}</text>`,
      `<text class="what" x="${left + 18}" y="${y + 36}">${purpose}</text>`,
      `<text class="what" x="${left + width - 12}" y="${y + 19}" text-anchor="end">${sourcesOf(root, name).length} files</text>`,
      `<text class="what" x="${left + width - 12}" y="${y + 36}" text-anchor="end">${roomsOf(root, name).join(' · ')}</text>`,
    ].join('\n');
  });
  const heads = floors.map(
    ({ colour }, index) =>
      `<marker id="a${index}" viewBox="0 0 6 6" refX="5" refY="3" markerWidth="6" markerHeight="6" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L6 3L0 6z" fill="${colour}"/></marker>`,
  );
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${pictureWidth} ${height}" width="${pictureWidth}" height="${height}" role="img" aria-label="zk-lab's folders as floors of a house; imports lead down only">`,
    '<style>text{font-family:system-ui,sans-serif;fill:#1f2328}.name{font-weight:600;font-size:15px}.what{font-size:12px;fill:#59636e}.floor{fill:#f6f8fa;stroke:#d1d9e0}',
    '.roof{fill:#f6f8fa;stroke:#d1d9e0}@media(prefers-color-scheme:dark){text{fill:#f0f6fc}.what{fill:#9198a1}.floor,.roof{fill:#151b23;stroke:#3d444d}}</style>',
    `<defs>${heads.join('')}</defs>`,
    `<path class="roof" d="M${left - 8} ${top - 6}L${left + width / 2} 6L${left + width + 8} ${top - 6}z"/>`,
    `<text class="name" x="${left + width / 2}" y="${top - 16}" text-anchor="middle">zk-lab</text>`,
    ...boxes,
    ...arcs,
    `<text class="what" x="${left}" y="${height - 14}">An arc is an import from one floor to another, thicker where there are many. None leads up.</text>`,
    '</svg>',
  ].join('\n')}\n`;
}
