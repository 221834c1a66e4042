import type { Media } from '../api/types';

/** Photos in a row that scrolls; each opens whole in a new tab. */
export function Pictures({ images }: { images: Media[] }) {
  if (images.length === 0) return null;
  return (
    <ul aria-label="Photos" className="mb-4.5 flex gap-2.5 overflow-x-auto pb-1">
      {images.map((image, i) => (
        <li key={image.id} className="shrink-0">
          <a href={image.url} target="_blank" rel="noreferrer">
            <img
              src={image.url}
              alt={image.alt || `Photo ${i + 1}`}
              loading="lazy"
              width={200}
              height={150}
              className="h-[150px] w-[200px] rounded-lg border border-line bg-sunk object-cover"
            />
          </a>
        </li>
      ))}
    </ul>
  );
}
