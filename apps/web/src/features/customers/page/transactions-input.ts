/** The first page of a customer's transactions; page and browser must agree. */
export function transactionsInput(customerId: string): { customerId: string; pageSize: number } {
  return { customerId, pageSize: 10 };
}
