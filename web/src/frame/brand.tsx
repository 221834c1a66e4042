/** The house and the name. */
export function Brand() {
  return (
    <span className="flex items-center gap-[9px] font-semibold tracking-[-0.01em]">
      <svg
        aria-hidden="true"
        width="20"
        height="20"
        viewBox="0 0 20 20"
        fill="none"
        className="stroke-green"
        strokeWidth="2"
      >
        <path d="M3 9.2 10 3l7 6.2V17H3z" strokeLinejoin="round" />
        <path d="M10 17v-5" />
      </svg>
      Tenure
    </span>
  );
}
