/** What an owner reads on the page of their statement. */
export const STATEMENT = {
  title: {
    en: (month: string) => `Owner statement, ${month}`,
    es: (month: string) => `Estado de cuenta, ${month}`,
  },
  opening: { en: 'Carried over', es: 'Saldo anterior' },
  collected: { en: 'Collected for you', es: 'Cobrado para usted' },
  fee: { en: 'Management fee', es: 'Honorarios de administración' },
  expenses: { en: 'Expenses', es: 'Gastos' },
  reserve: { en: 'Into your reserve', es: 'A su reserva' },
  drawn: { en: 'Out of your reserve', es: 'De su reserva' },
  payable: { en: 'Payable to you', es: 'A pagar a usted' },
  short: { en: 'Carried over to the next month', es: 'Pasa al mes siguiente' },
  held: { en: 'Kept back for you', es: 'Retenido para usted' },
  lines: { en: 'What it is made of', es: 'De qué se compone' },
  nothing: { en: 'Nothing came in or went out in this month.', es: 'No hubo ingresos ni gastos en este mes.' },
  pdf: { en: 'The statement as a PDF', es: 'El estado de cuenta en PDF' },
  csv: { en: 'For a spreadsheet (CSV)', es: 'Para una hoja de cálculo (CSV)' },
  note: {
    en: 'Collected means money that came through. What is still on its way between banks, and deposits, are not in it.',
    es: 'Cobrado es el dinero que llegó. Lo que aún está en camino entre bancos y los depósitos no se incluyen.',
  },
} as const;
