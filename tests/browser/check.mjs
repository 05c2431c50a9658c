#!/usr/bin/env node
// Uses Neo4j Browser as a person would: connects, drops the style and the zip of favorites, opens each favorite and
// runs it. Fails when a frame shows an error, a drawing has no node, or a dropped file left no trace.
//
//   node check.mjs URL USER FILES [--screenshots DIR] [--guide URL]
//
// FILES is the folder that `kg browser` wrote. The password stands in the environment (BROWSER_PASSWORD), Chromium in
// CHROMIUM or /usr/bin/chromium. Needs npm's playwright-core. Prints one line a favorite, and a last one with counts.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { createRequire } from 'node:module'

const { chromium } = createRequire(join(process.env.PLAYWRIGHT || process.cwd(), 'x.js'))('playwright-core')
const { values: options, positionals: [url, user, files] } = parseArgs({
  allowPositionals: true,
  options: { screenshots: { type: 'string' }, guide: { type: 'string' } },
})
const PICTURES = {
  'The deals of an organization, with all parties and what they cover': 'deals',
  'Ultimate owners: up every chain of ownership to where no source goes further': 'answer',
}
const ERROR = /\bERROR\b|Neo\.(Client|Database|Transient)Error|No guide by that name/
// What stands in a frame whose statement has ended, well or not.
const ENDED = 'Started streaming|Displaying [0-9]|no records|ERROR|Neo[.]'
const LAST = /Started streaming \d+ records|\(no changes, no records\)/
const failures = []

const profile = mkdtempSync(join(tmpdir(), 'browser-check-'))
const context = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  viewport: { width: 1400, height: 900 },
  // Only this machine is reached, whatever the page would load.
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost'],
})
const page = context.pages()[0] ?? await context.newPage()
const part = name => page.locator(`[data-testid="${name}"]`)
const kept = key => page.evaluate(k => JSON.parse(localStorage.getItem(`neo4j.${k}`) ?? 'null'), key)
const picture = name => options.screenshots && page.screenshot({ path: join(options.screenshots, `${name}.png`) })

async function connect() {
  await page.goto(url, { waitUntil: 'domcontentloaded' })
  await part('connect').waitFor({ timeout: 60_000 })
  await part('username').fill(user)
  await part('password').fill(process.env.BROWSER_PASSWORD)
  await part('connect').click()
  await page.getByText('You are connected as user').first().waitFor({ timeout: 30_000 })
}

async function drop(file) {
  const transfer = await page.evaluateHandle(([name, bytes]) => {
    const held = new DataTransfer()
    held.items.add(new File([new Uint8Array(bytes)], name))
    return held
  }, [basename(file), [...readFileSync(file)]])
  for (const event of ['dragenter', 'dragover', 'drop'])
    await page.dispatchEvent('[data-testid=main]', event, { dataTransfer: transfer })
}

async function until(what, holds, ms = 15_000) {
  for (const end = Date.now() + ms; Date.now() < end;) {
    if (await holds()) return true
    await page.waitForTimeout(100)
  }
  failures.push(what)
  return false
}

async function clear() {
  for (const end = Date.now() + 20_000; Date.now() < end && await part('frame').count();)
    await part('frame').first().locator('[title="Close"]').click({ timeout: 2_000 }).catch(() => null)
}

// What the only frame says, once that has one of the words that it ends with.
async function ended(words = ENDED) {
  await page.waitForFunction(w => {
    const frame = document.querySelector('[data-testid=frame]')
    return frame && new RegExp(w).test(frame.innerText)
  }, words, { timeout: 40_000 })
  await page.waitForTimeout(200)
  const frame = part('frame').first()
  return { frame, said: (await frame.innerText()).replace(/\s+/g, ' ') }
}

async function play(address) {
  await part('navigationFavorites').click() // closes the drawer
  await page.waitForTimeout(1000)
  await clear()
  await page.locator('[data-testid=activeEditor] .monaco-editor').first().click()
  await page.keyboard.insertText(`:play ${address}`)
  await page.keyboard.press('Control+Enter')
  return ended('What lies before you|ERROR|No guide')
}

try {
  await connect()
  await drop(join(files, 'dealgraph.grass'))
  await until('the style left no trace', async () => 'node.Organization' in (await kept('grass') ?? {}))
  await drop(join(files, 'dealgraph-favorites.zip'))
  await until('the zip left no trace', async () => (await kept('documents') ?? []).some(d => !d.isStatic))
  await part('navigationFavorites').click()
  const folders = [...new Set((await kept('folders')).filter(folder => !folder.isStatic).map(folder => folder.name))]
  let count = 0
  for (const folder of folders) {
    await part(`expandFolder-${folder}`).click()
    for (const item of await part(`savedScriptsFolder-${folder}`).locator('[data-testid=savedScriptListItem]').all()) {
      const title = (await item.innerText()).trim()
      await clear()
      await item.hover()
      await item.locator('[data-testid=savedScriptsButton-Run]').click()
      const { frame, said } = await ended()
      // The drawing comes a while after the rows are there.
      if (folder === 'draw') await frame.locator('g.node').first().waitFor({ timeout: 20_000 }).catch(() => null)
      const nodes = await frame.locator('g.node').count()
      const bad = ERROR.test(said) || (folder === 'draw' && !nodes)
      console.log(`${bad ? 'FAILED' : 'ok'}  ${folder}: ${title}  ${nodes ? `${nodes} nodes` : said.match(LAST)?.[0] ?? ''}`)
      if (bad) failures.push(`${folder}: ${title}: ${said.slice(0, 400)}`)
      if (options.screenshots && PICTURES[title]) {
        await page.waitForTimeout(3000) // until the drawing stands still
        await frame.screenshot({ path: join(options.screenshots, `browser-${PICTURES[title]}.png`) })
      }
      count += 1
    }
    await part(`expandFolder-${folder}`).click()
  }
  const written = (await kept('documents')).filter(each => !each.isStatic).length
  if (!count || count !== written) failures.push(`${count} of ${written} favorites were run`)
  console.log(`${count} favorites in ${folders.length} folders`)
  if (options.guide) {
    const { said } = await play(options.guide)
    const bad = !said.includes('What lies before you')
    console.log(`${bad ? 'FAILED' : 'ok'}  guide`)
    if (bad) failures.push(`guide: ${said.slice(0, 400)}`)
    await picture('guide')
  }
} catch (error) {
  failures.push(String(error))
  await picture('failed').catch(() => null)
} finally {
  await context.close()
  rmSync(profile, { recursive: true, force: true })
}
for (const each of failures) console.error(`browser-check: ${each}`)
console.log(`${failures.length} failed`)
process.exitCode = failures.length ? 1 : 0
