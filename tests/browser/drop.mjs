// Files and folders of the disk that are dragged onto a page, as the system hands them to Chromium.

/** Drops files and folders, by their paths, onto the middle of an element. */
export async function dropOn(page, selector, files) {
  const box = await page.locator(selector).boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) await session.send('Input.dispatchDragEvent', { type, x, y, data });
  await session.detach();
}
