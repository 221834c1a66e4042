import type { Image } from '../api/types';

/** Photos in a row that scrolls; each opens whole in a new tab. */
export function Pictures({ images, onRemove }: { images: Image[]; onRemove?: (image: Image) => void }) {
  if (images.length === 0) return null;
  return (
    <ul aria-label="Photos" className="mb-3 flex gap-2.5 overflow-x-auto pb-1">
      {images.map((image, i) => {
        const name = image.alt || `Photo ${i + 1}`;
        return (
          <li key={image.id} className="relative shrink-0">
            <a href={image.url} target="_blank" rel="noreferrer" className="block">
              <img
                src={image.url}
                alt={name}
                loading="lazy"
                width={200}
                height={150}
                className="h-[150px] w-[200px] rounded-lg border border-line bg-sunk object-cover"
              />
            </a>
            {onRemove ? (
              <button
                type="button"
                className="absolute top-1.5 right-1.5 grid size-7 place-items-center rounded-md border border-line bg-card text-ink-2 hover:text-ink"
                aria-label={`Take away ${name}`}
                onClick={() => onRemove(image)}
              >
                <span aria-hidden="true">×</span>
              </button>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
