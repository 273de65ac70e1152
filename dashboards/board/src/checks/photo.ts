/** Longest side of a photo, pixels: enough to tell a cup from a bag. */
export const MostPixels = 1600;
/** Ingest takes no larger one, bytes. */
export const MostBytes = 600_000;

/** Width and height within `most`, in the same proportion; never larger than it is. */
export function within(width: number, height: number, most: number): readonly [number, number] {
  const scale = Math.min(1, most / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

/** The picture drawn anew, small: place, time and phone, which a camera writes into the file, are not drawn. */
export async function shrink(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  try {
    for (const [most, quality] of [[MostPixels, 0.8], [MostPixels, 0.6], [MostPixels / 2, 0.6], [MostPixels / 4, 0.5]] as const) {
      const [width, height] = within(picture.width, picture.height, most);
      const canvas = document.createElement('canvas');
      canvas.width = width;
      canvas.height = height;
      canvas.getContext('2d')!.drawImage(picture, 0, 0, width, height);
      const photo = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
      if (photo && photo.size <= MostBytes) return photo;
    }
  } finally {
    picture.close();
  }
  throw new Error('canvas');
}
