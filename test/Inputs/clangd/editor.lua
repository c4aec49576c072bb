-- SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
-- What a person does in Neovim (0.7 and newer): opens a file, reads the diagnostic, chooses the first of its fixes, saves.

local function say(format, ...)
  io.stdout:write(string.format(format, ...) .. "\n")
end

local function fail(what)
  say("error: %s", what)
  vim.cmd("cquit 1")
end

local function wait(what, ready)
  if not vim.wait(60000, ready, 50) then
    fail("waited in vain for " .. what)
  end
end

local published = 0
local client = vim.lsp.start_client({
  name = "poolguard-clangd",
  cmd = { vim.env.POOLGUARD_CLANGD },
  root_dir = vim.fn.getcwd(),
  handlers = {
    ["textDocument/publishDiagnostics"] = function(...)
      vim.lsp.diagnostic.on_publish_diagnostics(...)
      published = published + 1
    end,
  },
})
vim.lsp.buf_attach_client(0, client)

wait("diagnostics", function()
  return published > 0
end)
local found = vim.diagnostic.get(0)
if #found ~= 1 then
  fail(#found .. " diagnostics")
end
local lsp = found[1].user_data.lsp
say("%d: %s [%s]", found[1].lnum + 1, found[1].message, found[1].code or lsp.code)
for _, step in ipairs(lsp.relatedInformation or {}) do
  say("path %d: %s", step.location.range.start.line + 1, step.message)
end

-- The list of fixes, of which the first is chosen.
vim.ui.select = function(items, _, choose)
  for _, item in ipairs(items) do
    say("fix: %s", (item[2] or item.action).title)
  end
  choose(items[1], 1)
end
vim.api.nvim_win_set_cursor(0, { found[1].lnum + 1, found[1].col })
local before = published
vim.lsp.buf.code_action()
wait("the fix", function()
  return vim.bo.modified
end)
say("applied")
wait("diagnostics of the fixed text", function()
  return published > before and #vim.diagnostic.get(0) == 0
end)
say("%d diagnostics", #vim.diagnostic.get(0))
vim.cmd("write")
vim.cmd("qall!")
