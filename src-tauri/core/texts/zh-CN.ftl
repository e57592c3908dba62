### 简体中文。各条目与 en.ftl 一一对应；以 window- 开头的条目只用于设置窗口。
### 用语平实、简短；出了问题时，说明下一步怎么做。

## 服务商：需要哪种密钥

key-hint-sunoapi = sunoapi.org 账户的任意 API 密钥。
key-hint-kie = kie.ai 账户的任意 API 密钥。如果密钥设有 IP 白名单，请加入这台电脑的 IP 地址。
key-hint-ai-music-api = AI Music API 控制台中的任意 API 密钥，以 sk_ 开头。
key-hint-openrouter = 管理密钥可查看整个账户。普通密钥只能查看自身的限额；如果没有设限额，就查不到余额。
key-hint-evolink = Evolink 控制台中的任意 API 密钥。

## 余额的组成

part-purchased = 已购买
part-used = 已使用
part-subscription = 订阅额度（每月重置）
part-extra = 额外额度（永不过期）
part-account = 账户
part-key-cap = 此密钥剩余

## 数量与金额。$number 按用户所在地的习惯书写。

amount-credit = { $sign }{ $number } 积分
amount-credits = { $sign }{ $number } 积分
money-usd = { $sign }${ $number }
money-eur = { $sign }€{ $number }
money-gbp = { $sign }£{ $number }
money-cny = { $sign }¥{ $number }
money-jpy = { $sign }JP¥{ $number }
money-inr = { $sign }₹{ $number }
money-krw = { $sign }₩{ $number }
money-brl = { $sign }R${ $number }
money-cad = { $sign }CA${ $number }
money-aud = { $sign }A${ $number }
money-chf = { $sign }CHF { $number }
worth-about = ≈ { $amount }

## 状态

status-ok = 正常
status-low = 偏低
status-out = 已用完
status-unlimited = 不限量
status-unknown = 未知

## 余额读取失败的原因。`.short` 用于托盘，其余用于空间充足的地方。

problem-key-missing = 没有为此账户及其服务器保存密钥。请在账户设置中填写。
    .short = 没有密钥
problem-environment-key-missing = 环境变量 { $name } 中没有密钥。请先设置好，再启动 Credit Tray。
    .short = { $name } 中没有密钥
problem-keychain-unavailable = 钥匙串没有响应，可能已锁定。请解锁后刷新。
    .short = 钥匙串已锁定或没有响应
problem-no-keychain = 此桌面没有钥匙串。请改用私有文件或环境变量保存密钥，或安装 GNOME Keyring、KWallet 等钥匙串。
    .short = 没有钥匙串
problem-key-rejected = { $provider } 不接受此密钥。请检查密钥是否完整，或新建一个。
    .short = 密钥无效
problem-key-not-permitted = { $provider } 不允许此密钥读取余额。请检查密钥的权限和 IP 白名单。
    .short = 密钥无权读取余额
problem-key-not-permitted-openrouter = 此密钥没有自己的限额，也无权查看账户。请改用管理密钥，或在 OpenRouter 为它设置限额。
    .short = 需要管理密钥
problem-subscription-required = { $provider } 要求先有有效订阅，才能使用积分。
    .short = 需要订阅
problem-rate-limited = 对 { $provider } 的请求过于频繁。通常会自行恢复；如果经常这样，请把检查间隔调长。
    .short = 请求过于频繁
problem-maintenance = { $provider } 正在维护。通常会自行恢复。
    .short = 维护中
problem-feature-disabled = { $provider } 暂时关闭了余额查询。通常会自行恢复。
    .short = 服务商已暂停查询
problem-blocked = { $provider } 的防火墙拒绝了这台电脑或所在地区。请换个网络，或关闭 VPN。
    .short = 被防火墙拦截
problem-offline = 无法连接 { $host }。请检查网络；如果改过服务器地址，也请检查。
    .short = 无法连接
problem-proxy-silent = 代理 { $proxy } 没有响应。请检查它是否在运行，以及类型、地址和端口是否正确。
    .short = 代理没有响应
problem-proxy-asks-for-password = 代理 { $proxy } 要求用户名和密码。请在设置代理的地方填写：Credit Tray 的设置，或系统的设置。
    .short = 代理要求密码
problem-proxy-refuses-password = 代理 { $proxy } 拒绝了此用户名和密码。请检查是否输错。
    .short = 代理拒绝了密码
problem-proxy-password-missing = 缺少代理 { $proxy } 的密码。请在代理设置中填写。
    .short = 缺少代理密码
problem-proxy-other-protocol = { $proxy } 的响应不符合此类代理。请检查类型（HTTP、HTTPS 或 SOCKS5）和端口。
    .short = 代理类型不对
problem-proxy-no-tunnel = 代理 { $proxy } 没有连接 { $host }。它可能屏蔽了此地址，或不是 HTTP 代理。
    .short = 代理没有连接
problem-proxy-no-way = 代理 { $proxy } 无法连接 { $host }。它可能屏蔽了此地址，或自身没有联网。
    .short = 代理连不上服务商
problem-proxy-not-trusted = 无法与代理 { $proxy } 建立安全连接。请检查它的证书；如果它不使用 TLS，请选择“HTTP 代理”。
    .short = 与代理的连接不安全
problem-proxy-no-tls-through = 无法通过代理 { $proxy } 与 { $host } 建立安全连接。如果代理会检查流量，系统必须信任它的证书。
    .short = 经代理的连接不安全
problem-timeout = { $host } 响应超时。通常会自行恢复。
    .short = 响应超时
problem-tls = 无法与 { $host } 建立安全连接。请检查这台电脑的日期，以及是否有公司证书或杀毒软件介入。
    .short = 连接不安全
problem-provider-error = { $provider } 返回错误 { $number }。通常会自行恢复。
    .short = 服务商错误 { $number }
problem-provider-error-404 = { $provider } 没有这个地址（错误 404）。请检查服务器地址。
    .short = 地址不存在
problem-unnumbered-provider-error = { $provider } 返回了错误。通常会自行恢复。
    .short = 服务商错误
problem-bad-response = { $host } 的响应异常：{ $detail }请检查服务器地址；如果没有改过，可能是服务商更改了响应格式。
    .short = 响应异常
problem-settings-invalid = 此账户无法使用。settings.json 中有误：{ $error }。请在该文件中更正。
    .short = 无法使用：请检查 settings.json 中的 { $field }
problem-settings-invalid-entry = 无法使用：请检查 settings.json

bad-response-empty = 内容为空。
bad-response-html = 返回的是网页。
bad-response-not-utf8 = 返回的不是文本。
bad-response-not-documented = 返回的不是文档所述的 JSON。
bad-response-broken-off = 内容不完整。
bad-response-too-large = 内容过大。
bad-response-redirect = 它重定向到另一个地址，而密钥绝不会转发。
bad-response-field = { $field } 缺失或类型不对。

## 时长与时间

age-seconds = { $count } 秒
age-minutes = { $count } 分钟
age-hours = { $count } 小时
age-days = { $count } 天

## 托盘

tray-row = { $label } — { $text }
tray-joined = { $text } · { $more }
tray-low = { $amount } · 偏低
tray-out = { $amount } · 已用完
tray-out-unnumbered = 已用完
tray-unlimited = 不限量
tray-checking = 正在检查…
tray-age = { $age }前
tray-snoozed = 已暂停提醒
tray-part = { $name }：{ $amount }
tray-worth = { $text } { $worth }
tray-threshold = 提醒阈值：{ $amount }
tray-spend = 平均每天消耗 { $amount }
tray-read = 读取于 { $time }
tray-failed = { $time } 尝试读取：{ $problem }
tray-snoozed-until = 提醒暂停到 { $time }
tray-snoozed-until-topped-up = 充值前暂停提醒
tray-undelivered = 提醒无法送达：{ $channel }
tray-details = 详情…
tray-replace-key = 更换密钥…
tray-add-key = 填写密钥…
tray-refresh-account = 刷新
tray-top-up = 充值…
tray-snooze = 暂停提醒
tray-snooze-hour = 1 小时
tray-snooze-tomorrow = 到明天
tray-snooze-top-up = 充值前
tray-end-snooze = 恢复提醒
tray-no-accounts = 还没有账户
tray-all-off = 所有账户都已停用
tray-others-fine = 另外 { $count } 个账户正常
tray-more = 另外 { $count } 个账户
tray-all-fine = 所有账户正常
tray-checking-all = 正在检查账户…
tray-total = 合计 { $amount }
tray-total-without = 合计 { $amount }（{ $count } 个账户未计入）
tray-updated = 更新于 { $time }
tray-updated-except = 更新于 { $time }，{ $count } 个账户除外
tray-broke-down = { $time } 发生内部错误，请查看日志
tray-check-failed = 检查失败。余额读取于 { $time }
tray-tried = 上次尝试：{ $time }
tray-not-updated = 尚未更新
tray-offline = 没有网络连接，余额更新于 { $time }
tray-offline-unread = 没有网络连接，上次尝试：{ $time }
tray-refresh = 立即刷新
tray-pause = 暂停所有提醒
tray-resume = 恢复所有提醒（已暂停至 { $time }）
tray-open = 打开 Credit Tray
tray-quit = 退出
tray-tip-low = { $label } 余额偏低：{ $amount }
tray-tip-out = { $label } 已用完：{ $amount }
tray-tip-out-unnumbered = { $label } 已用完
tray-tip-problem = { $label }：{ $problem }
tray-tip-more = { $text }，另有 { $count } 个账户

## 余额预计能用多久

lasts-hours = 约 { $count } 小时
lasts-days = 约 { $count } 天
lasts-over-a-year = 一年以上
lasts-under-an-hour = 不到 1 小时
lasts-plain-hours = { $count } 小时
lasts-plain-days = { $count } 天
lasts-range = 预计可用 { $soonest } 到 { $latest }
lasts-range-one = 预计可用{ $time }
lasts-range-up-to = 预计最多可用 { $latest }
lasts-range-open = 预计可用 { $soonest } 以上
lasts-range-unsure = 可能用不到 1 小时，也可能更久

## 通知

alert-low =
    .title = { $label } 余额偏低
    .body = 剩余 { $amount }，低于提醒阈值 { $threshold }。
    .body-unnumbered = { $provider } 表示已用完。提醒阈值为 { $threshold }。
    .line = { $label } 余额偏低：剩余 { $amount }
    .line-unnumbered = { $label } 余额偏低：服务商表示已用完
alert-out =
    .title = { $label } 已用完
    .body = 剩余 { $amount }。提醒阈值为 { $threshold }。
    .body-without-threshold = 剩余 { $amount }。
    .body-unnumbered = { $provider } 表示已用完。提醒阈值为 { $threshold }。
    .body-bare = { $provider } 表示已用完。
    .line = { $label } 已用完：剩余 { $amount }
    .line-unnumbered = { $label } 已用完（服务商返回）
alert-days-left =
    .title = { $label } 可能快用完了
    .body = 剩余 { $amount }，可能只够用{ $days }。
    .line = { $label } 可能快用完了：剩余 { $amount }，可能只够用{ $days }
alert-spent-today =
    .title = { $label } 超出每日上限
    .body = 今天已消耗 { $spent }，上限为 { $limit }。
    .line = { $label } 超出每日上限：已消耗 { $spent }
    .title-earlier = { $label } 曾超出每日上限
    .body-earlier = { $day } 消耗 { $spent }，上限为 { $limit }。
    .line-earlier = { $label } 在 { $day } 超出每日上限：消耗 { $spent }
alert-key-rejected =
    .title = { $label }：密钥无效
    .body = { $provider } 不接受此密钥。请打开 Credit Tray 更换。
    .line = { $label }：密钥无效
alert-no-reading =
    .title = { $label }：读不到余额
    .body = { $since } 起一直读不到余额。请打开 Credit Tray 查看原因。
    .line = { $label }：{ $since } 起读不到余额
alert-topped-up =
    .title = { $label } 已充值
    .body = 增加 { $added }，现有 { $amount }。
    .line = { $label } 已充值：增加 { $added }，现有 { $amount }
alert-several-need-credit = { $count } 个账户需要充值
alert-several-need-attention = { $count } 个账户需要处理
alert-several-topped-up = { $count } 个账户已充值
alert-button-top-up = 充值…
alert-button-snooze = 暂停提醒 1 小时
alert-button-replace-key = 更换密钥…
alert-button-details = 查看详情
alert-button-open = 打开 Credit Tray
alert-not-shown = 通知未能显示：{ $error }
alert-not-shown-no-service = 没有正在运行的通知服务。请启动桌面自带的通知服务，或安装 dunst 等程序。
alert-not-shown-no-answer = 通知服务没有响应。请重启它，或注销后重新登录。
# 数据不是最新读到的时候，加在提醒后面。
alert-as-of = 最近一次读数时间：{ $time }。
alert-test-title = 通知正常
alert-test-body = 提醒就是这个样子。

## 提醒方式

channel-desktop = 桌面通知
    .title = 桌面通知
channel-ntfy = ntfy（{ $place }）
    .title = ntfy（{ $place }）
channel-webhook = Webhook（{ $place }）
    .title = Webhook（{ $place }）
channel-command = 程序 { $place }
    .title = 程序（{ $place }）

delivery-variable-empty = 环境变量 { $name } 为空，或其内容无法发送。请先设置好，再启动 Credit Tray。
delivery-secret-missing = 找不到已保存的令牌或密钥。请重新填写。
delivery-no-keychain = 此桌面没有钥匙串。请在 settings.json 中改用环境变量，或安装 GNOME Keyring、KWallet 等钥匙串。
delivery-offline = 无法连接 { $host }。请检查网络和地址。
delivery-no-answer = { $host } 中断了连接，或没有像网页服务器那样响应。请检查地址。
delivery-not-permitted = { $host } 拒绝了此令牌或地址（HTTP { $number }）。请检查两者。
delivery-status = { $host } 返回 HTTP { $number }。请检查地址。
delivery-redirect = { $host } 跳转到了另一个地址（HTTP { $number }）。请改填那个地址。
delivery-too-many = { $host } 收到的请求过多（HTTP { $number }）。请稍后再试。
delivery-server-error = { $host } 自身出现问题（HTTP { $number }）。请稍后再试。
delivery-not-running = 这台电脑上的 { $host } 没有响应。请检查它是否在运行以及地址是否正确。
delivery-not-started = 无法启动 { $host }：{ $error }。请检查路径以及是否有执行权限。
delivery-ended = { $host } 以状态 { $number } 结束；只有 0 才算成功。
delivery-ended-saying = { $host } 以状态 { $number } 结束：{ $said }
delivery-killed = { $host } 被信号终止。
delivery-too-long = { $host } 在 { $number } 秒后仍未完成。请加快它，或给它更多时间。
delivery-broken-down = Credit Tray 发生内部错误。日志在“设置 › 应用”中。


## 设置窗口中的提示

notice-settings-restored = settings.json 丢失，已从最近一份完好的副本恢复。
notice-set-aside-backup = 无法读取 settings.json，已改用上一份完好的备份。无法读取的文件保存在 { $path }。原因：{ $error }
notice-set-aside-empty = 无法读取 settings.json，也没有备份，因此 Credit Tray 启动时没有账户。无法读取的文件保存在 { $path }。原因：{ $error }
notice-broke-down = Credit Tray 发生内部错误，仍在继续监测。如果余额不再更新，请重新启动。日志在“设置 › 应用”中。
notice-settings-edit = settings.json 已被修改且无法读取，因此沿用之前的设置，也无法保存更改。请改正该文件。问题：{ $error }
notice-unusable = { $label } 未受监测：它在 settings.json 中的内容无法使用，原因见列表。其他账户不受影响。
notice-undelivered = 提醒无法送达：{ $channel }。会继续重试。{ $error }
list-separator = 、
notice-undelivered-several = 提醒无法送达：{ $channels }。会继续重试。原因见“设置 › 提醒”。
notice-given-up = 有一条提醒一天内都无法送达，已放弃：{ $channel }。{ $error }
notice-history-set-aside = 历史记录已损坏，保存在 { $path }。已开始新的记录。
notice-alerts-set-aside = 无法读取 alerts.json，文件保存在 { $path }。之前设置的提醒暂停已失效，提醒可能会重复。
notice-alerts-not-kept = 无法保存提醒状态：{ $error }。在能保存之前，重新启动会取消暂停，并可能重复提醒。请释放空间，或将文件夹设为可写。
notice-not-kept = 账户仍在监测，但无法保存任何更改：{ $error }。请释放空间，或将文件夹设为可写。
notice-history-unwritten = 无法写入历史记录：{ $error }。新读数暂存在内存中，恢复后会补写。请释放空间，或将文件夹设为可写。
notice-history-off = 下次启动之前没有历史记录，也无法预计余额能用多久：{ $error }
notice-no-tray = 此桌面不显示托盘图标。Credit Tray 会继续监测；再次启动它即可回到此窗口。在 GNOME 上，请安装 AppIndicator 扩展。
notice-no-notifications = 没有通知服务，无法显示提醒。请启动桌面自带的通知服务，或安装 dunst 等程序。
notice-no-keychain = 此桌面没有钥匙串。要安全保存密钥，请安装 GNOME Keyring 或 KWallet 等钥匙串。

## 余额图表

chart-added = 增加 { $amount }
chart-rule-low = 余额偏低
chart-rule-out = 已用完
chart-rule-days-left = 可能快用完了
chart-rule-spent-today = 消耗偏多
chart-rule-key-rejected = 密钥无效
chart-rule-no-reading = 无法读取余额
chart-rule-topped-up = 已充值

## 填写的内容有误

field-id = 此账户的标识无效。
field-label-empty = 请填写名称。
field-label-long = 最多 { $longest } 个字符。
field-label-invisible = 请去掉换行和看不见的字符。请手动输入，不要粘贴。
field-looks-like-key = 这看起来是 API 密钥，填在这里会被看到。请填到密钥一栏。
field-environment-name = 请填写环境变量的名称，例如 OPENROUTER_API_KEY。
field-threshold-negative = 请填写不小于 0 的数，或留空。
field-threshold-number = 请填写数字，例如 10 或 2.5，或留空。
field-interval-short = 至少 { $shortest } 分钟；服务商不会更频繁地更新余额。
field-interval-long = 最多 7 天。
field-rule = 请为提醒填写不小于 1 的数，或关闭提醒。
field-rate = 请填写 1 美元可买多少积分，例如 200，或留空。
field-exchange = 请填写 1 美元折合多少，例如 0.92，或留空。
field-base-url = 请填写网址，例如 https://api.example.com。
field-base-url-plain = 请以 https:// 开头，密钥才会加密传输。http:// 只能用于这台电脑。
field-base-url-decorated = 请去掉用户名、密码，以及 ? 或 # 之后的内容。
field-channel-url-decorated = 请去掉用户名、密码，以及 # 之后的内容。
field-channel-url = 请填写以 https:// 开头的完整地址。
field-channel-url-plain = 请以 https:// 开头，途中才没有人能看到您的提醒。http:// 只能用于这台电脑。
field-channel-url-twice = 提醒已经会发送到这个地址。
field-topic = 请在末尾加上主题，例如 https://ntfy.sh/my-topic。
field-program = 请填写程序的路径。
field-timeout = 请填写 1 到 { $longest } 秒。
field-secret-unusable = 请只使用英文字母、数字和符号，不要有空格。
field-secret-other-host = 请重新填写令牌：它是为另一台服务器填写的。
field-key-missing = 请填写 API 密钥。
field-key-other-host = 请重新填写密钥：原来的密钥是为另一台服务器填写的。
field-variable-other-host = 环境变量中的密钥只会发送给服务商自己的服务器。要使用此服务器，请直接填写密钥。
field-key-unusable = 这不是有效的密钥：其中有空格或密钥中不会出现的字符。请重新复制。
field-proxy-host-empty = 请填写代理的主机名或地址。
field-proxy-host = 请只填写主机名或地址，例如 proxy.example.com，不含 http:// 和端口。
field-proxy-port = 请填写 1 到 65535 之间的端口。
field-proxy-password-of-nobody = 请填写此密码的用户名。
field-proxy-user-empty = 请填写用户名，或留空。
field-proxy-user = 用户名最多 { $longest } 字节，不能含冒号和控制字符。
field-proxy-password = 密码最多 { $longest } 字节。

## 设置窗口未能完成的操作

command-account-not-found = 此账户已不存在。
command-keychain-unavailable = 钥匙串没有响应，密钥没有保存。请解锁后再试。
command-no-keychain = 此桌面没有钥匙串，密钥没有保存。
command-key-file = 无法写入私有密钥文件：{ $error }
command-failed = 操作未成功：{ $error }
command-settings-not-saved = 无法保存设置：{ $error }
command-folder-not-opened = 无法打开文件夹。它在 { $path }
command-history-unreadable = 无法读取历史记录：{ $error }
command-not-started-at-login = 无法更改登录时启动：{ $error }
command-page-not-opened = 无法打开网页。地址是 { $url }

## 导出与导入

dialog-export = 导出设置
dialog-import = 导入设置
export-passphrase-short = 至少 { $shortest } 个字符。
export-too-large = 账户太多，无法导出。
command-not-exported = 无法导出设置：{ $error }
command-not-read = 无法读取文件：{ $error }
import-nothing = 请选择要导入的文件。
import-outdated = 您的设置在此期间有更改，因此没有导入。请再次点击“导入”。
import-no-export = 这不是 Credit Tray 导出的文件。
import-newer = 此文件来自更新的版本。请更新 Credit Tray 后再试。
import-wrong-field = 无法使用此文件：{ $error }
import-wrong-passphrase = 口令不对。
import-encrypted-otherwise = 此文件不是 Credit Tray 加密的，或以不安全的方式加密。请重新导出。
import-damaged = 此文件已损坏。请重新复制或导出。
import-change-label = 名称：{ $before } → { $after }
import-change-server = 服务器：{ $before } → { $after }
import-change-threshold = 提醒阈值：{ $before } → { $after }
import-change-interval = 检查间隔：{ $before } → { $after }
import-change-none = 无
import-change-on = 将启用
import-change-off = 将停用
import-change-rules = 提醒设置不同
import-change-channels = 提醒渠道不同
import-change-key = 密钥保存位置不同

## 命令行

cli-settings-unreadable = 无法使用 { $path }：{ $error }
cli-no-display = 没有显示器。`credit-tray check` 不需要显示器。
cli-another-engine = Credit Tray 已在使用文件夹 { $path } 运行。
cli-no-such-folder = 没有文件夹 { $path }。请检查 --config-dir 和 CREDIT_TRAY_CONFIG_DIR。
cli-unknown-account = 没有账户 { $name }。现有账户：
    { $accounts }
cli-unknown-account-of-none = 没有账户 { $name }。还没有任何账户。
cli-account = { $id }（{ $label }）
cli-shared-label = 有多个账户名为 { $label }。请改用标识：{ $ids }
cli-no-accounts = { $path } 中没有启用的账户。请运行 credit-tray --settings 添加账户。
cli-history-empty = { $path } 中没有这样的历史记录。Credit Tray 运行时会自动记录。
cli-column-account = 账户
cli-column-id = 标识
cli-column-status = 状态
cli-column-available = 可用
cli-column-threshold = 提醒阈值
cli-column-note = 说明
cli-column-date = 日期（UTC）
cli-column-spent = 消耗
cli-column-balance = 余额
## 设置窗口：账户

window-accounts = 账户
window-unusable = 无法使用的账户
window-out-says = { $provider } 表示余额已用完
window-updated = { $ago }更新
window-updated-except = { $ago }更新，{ $count } 个账户除外
window-offline = 无法连接。
window-offline-from = 无法连接。余额读取于 { $time }。
window-check-failed = 检查失败。
window-check-failed-from = 检查失败。余额读取于 { $time }。
window-balance-from = 余额读取于 { $time }
window-from = 读取于 { $time }
window-refresh-all = 全部刷新
window-add-account = 添加账户
window-add-account-short = 添加
window-paused = 已暂停提醒。
window-paused-until = 暂停提醒至 { $time }
window-resume = 恢复
window-quit = 退出
window-no-accounts = 没有账户
window-no-accounts-next = 用 API 密钥添加一个账户，即可在此查看余额。

## 设置窗口：单个账户

window-status-ok = 正常
window-status-low = 偏低
window-status-out = 已用完
window-status-unlimited = 不限量
window-status-unknown = 尚未检查
window-status-checking = 正在检查…
window-status-off = 已关闭
window-low-below = 低于 { $amount } 时提醒
window-amount-unlimited = 不限量
window-amount-none = 没有金额
window-standing = 当前状态
window-just-now = 刚刚
window-minutes-ago = { $count } 分钟前
window-hours-ago = { $count } 小时前
window-days-ago = { $count } 天前
window-edit-named = 编辑“{ $label }”
window-refresh = 刷新
window-top-up = 充值…
window-top-up-named = 充值…“{ $label }”（在浏览器中打开）
window-spends = 平均每天消耗 { $amount }
window-snooze = 暂停提醒
window-snooze-named = { $state }：{ $label }
window-snooze-hour = 1 小时
window-snooze-tomorrow = 到明天
window-snooze-top-up = 充值前
window-snooze-end = 恢复提醒
window-snoozed-until = 暂停提醒至 { $time }
window-snoozed-top-up = 暂停提醒至充值

## 设置窗口：表单

window-provider = 服务商
window-label = 名称
window-label-hint = 显示在托盘菜单中。
window-key = API 密钥
window-key-placeholder = 粘贴密钥
window-key-stored = 已保存密钥
window-key-stored-hint = 留空则继续使用已保存的密钥。
window-same-wallet = 新密钥对应同一笔余额
window-same-wallet-hint = 如果是，历史记录和提醒会延续；如果不是，则重新开始。
window-key-from-env = 密钥来自“高级”中指定的环境变量。
window-key-show = 显示
window-key-hide = 隐藏
window-key-get = 获取密钥…
window-key-get-spoken = 获取密钥…（在浏览器中打开）
window-test = 测试
window-testing = 正在测试…
window-test-hint = “测试”只查询一次余额，不保存任何内容。
window-test-balance = 可用 { $amount }
window-test-unlimited = 不限量
window-test-out = 已用完
window-test-no-balance = 未能读取余额。
window-check-every = 检查间隔
window-unit-of-interval = 间隔单位
window-unit-sec = { $count ->
   *[other] 秒
}
window-unit-min = { $count ->
   *[other] 分钟
}
window-unit-hour = { $count ->
   *[other] 小时
}
window-interval-wrong = 请填写整数，例如 5。
window-enabled = 检查此账户
window-enabled-hint = 关闭后保留账户，但不再检查余额。
window-advanced = 高级
window-key-place = 密钥保存位置
window-key-in-keychain = 这台电脑的系统钥匙串
window-key-in-env = 环境变量
window-key-in-file = 这台电脑上的私有文件
window-env-name = 变量名
window-server = 服务器
window-server-default = { $address }（默认）
window-server-other = 其他…
window-server-address = 服务器地址
window-server-address-hint = 密钥会发送到此服务器，请只使用可信的服务器。
window-save = 保存
window-save-anyway = 仍然保存
window-cancel = 取消

## 设置窗口：单个账户的提醒

window-rules = 在以下情况提醒我
window-rule-low = 余额低于
window-rule-low-hint = 低于此数时，账户显示为“偏低”；即使关闭此提醒也会显示。
window-rule-out = 余额用完
window-rule-days-left = 余额可能用不到
window-rule-spent-today = 今天消耗超过
window-rule-key-rejected = 密钥无效
window-rule-no-reading = 无法读取余额超过
window-rule-topped-up = 充值到账
window-rule-days = 天
window-rule-hours = 小时
window-rule-number = { $rule }（{ $unit }）
window-rule-needs-amount = 请填写金额，例如 10 或 2.50，或关闭此提醒。
window-rule-needs-count = 请填写不小于 1 的整数，或关闭此提醒。

## 设置窗口：所有账户的提醒

window-back = 返回
window-pause = 暂停提醒
window-pause-hour = 1 小时
window-pause-tomorrow = 到明天早上
window-pause-week = 一周
window-pause-hint = 仍会检查余额，暂停期间不发送提醒。
window-channels = 提醒渠道
window-channels-hint = 提醒会发送到以下所有渠道，也可以为单个账户另行选择。未送达的会重新发送。
window-channel-desktop = 桌面通知
window-channel-nobody = 没有任何渠道，因此不会收到提醒。
window-channel-ntfy = ntfy
window-channel-webhook = Webhook
window-channel-command = 程序
window-channel-edit = 编辑{ $name }
window-channel-add = 添加渠道
window-channel-add-hint = 用 ntfy 发到手机，用 Webhook 发到服务，或交给自己的程序。
window-channel-add-named = 添加：{ $name }
window-channel-url-ntfy = 主题地址
window-channel-url-ntfy-hint = 在公共服务器上，知道主题地址的人都能读到内容。
window-channel-url-webhook = 地址
window-channel-url-webhook-hint = 每条提醒都会以 JSON 格式 POST 到此地址。
window-channel-secret-ntfy = 访问令牌
window-channel-secret-ntfy-hint = 仅在服务器要求时填写。保存在这台电脑的系统钥匙串中。
window-channel-secret-webhook = 密钥
window-channel-secret-webhook-hint = 用来签名每个 POST，让接收方确认来自您。保存在这台电脑的系统钥匙串中。
window-channel-secret-stored = 已保存
window-channel-secret-remove = 移除
window-channel-secret-variable = 在环境变量 { $name } 中。在这里填写的内容会改为保存在系统钥匙串中。
window-channel-secret-removed = 保存后移除。
window-channel-secret-keep = 保留
window-channel-program = 程序
window-channel-program-hint = 每条提醒以 JSON 形式写入其标准输入。以状态 0 结束表示已送达。
window-channel-args = 参数
window-channel-args-hint = 每行一个，不经过 shell。
window-channel-timeout = 超时（秒）
window-channel-test = 发送测试
window-channel-testing = 正在发送测试…
window-channel-sent = 已发送并被接受。请确认是否收到。
window-channel-remove = 移除此渠道
window-channel-keep = 保留渠道
window-channel-remove-question = 移除{ $name }？其令牌或密钥也会被删除。只使用此渠道的账户将改用其他所有渠道。
window-account-channels = 提醒发送到
window-account-channels-none = 此账户不会有任何提醒。
window-quiet-hours = 免打扰时段
window-quiet-hint = 每天在此时段内暂不提醒，结束后一并发送。
window-quiet-from = 从
window-quiet-to = 到
window-quiet-next-day = 次日结束。
window-quiet-never = 起止时间相同，因此没有免打扰时段。
window-quiet-wrong = 请填写两个时间，例如 22:00 和 07:30，在此之前不会更改。
window-quiet-out = 余额用完时仍然提醒我
window-notify-test = 发送测试通知
window-notify-hint = 检查通知能否送达。
window-notify-sent = 已发送，几秒内应会出现。如果没有：
window-notify-none-linux = 请确认“勿扰”已关闭，并且有通知服务正在运行：桌面自带的，或 dunst 等。
window-notify-none-macos = 请在“系统设置”→“通知”中允许 Credit Tray 发送通知，并确认没有打开专注模式。
window-notify-none-windows = 请在“设置”→“系统”→“通知”中打开 Credit Tray 的通知，并确认“请勿打扰”已关闭。

## 设置窗口：钥匙串没有响应

window-keychain = 未能存入系统钥匙串
window-keychain-again = 再试一次
window-keychain-file = 改用私有文件
window-keychain-file-what = 私有文件未加密。只有你的系统账户可以读取，但你运行的所有程序也能读取。
window-keychain-env = 使用环境变量

## 设置窗口：询问

window-discard-question = 放弃更改？
window-discard-yes = 放弃
window-discard-no = 继续编辑

## 设置窗口：操作结果

window-notices = 提示
window-dismiss = 知道了
window-saved = 已保存“{ $label }”。
window-snoozed = 已暂停“{ $label }”的提醒。
window-awake = 已恢复“{ $label }”的提醒。
window-resumed = 已恢复提醒。
window-not-connected = Credit Tray 没有响应。请从托盘菜单退出，然后重新启动。
window-unexpected = 出了点问题，请再试一次。

## 设置窗口：首次使用

window-welcome = 余额一目了然
window-welcome-what-no-tray = 选择一个已预付费的服务。Credit Tray 会显示余额，并在用完之前提醒你。
window-welcome-what = 选择一个已预付费的服务。Credit Tray 会在托盘中显示余额，并在用完之前提醒你。
window-welcome-credits = 余额以积分计
window-welcome-dollars = 余额以美元计
window-welcome-reading = 正在检查余额…
window-welcome-more = 更多选项
window-welcome-another = 再添加一个密钥
window-welcome-added = 已添加 { $count } 个账户
window-welcome-done = 查看我的账户
window-welcome-icon = Credit Tray 已在托盘中运行。请找这个图标：
window-retry = 重试
window-retry-named = 重试“{ $label }”
window-remove-named = 移除“{ $label }”
window-found = 这台电脑上设有 { $variable }。
window-found-copy = 使用后，系统钥匙串会保存一份副本。
window-found-use = 使用此密钥
window-found-use-named = 使用此密钥：{ $variable }
window-found-used = 将使用 { $variable } 中密钥的副本。
window-found-instead = 改为填写密钥

## 设置窗口：所有账户的提醒

window-notify = 测试通知
window-notify-send = 发送

## 设置窗口：与单个账户无关的设置

window-settings = 设置
window-tab-alerts = 提醒
window-tab-display = 显示
window-tab-money = 金额
window-tab-new-accounts = 新账户
window-tab-app = 应用
window-appearance = 外观
window-theme = 主题
window-theme-system = 跟随系统
window-theme-light = 浅色
window-theme-dark = 深色
window-language = 语言
window-numbers = 数字格式
window-as-system = 跟随系统
window-as-system-sample = 跟随系统（{ $sample }）
window-tray = 托盘
window-tray-order = 账户顺序
window-tray-order-listed = 我的顺序
window-tray-order-urgent = 最紧急优先
window-tray-only-low = 只显示需要留意的账户
window-tray-only-low-hint = 余额偏低、已用完或无法检查的账户。
window-tray-total = 显示总额
window-tray-total-hint = 增加一行，显示所有账户的总价值。
window-icon-text = 图标上的数字
window-icon-text-hint = 在 Linux 上画在托盘图标内，在 macOS 上显示在图标旁。
window-icon-text-none = 不显示
window-icon-text-total = 总额
window-icon-text-lowest = 最紧急的余额

## 设置窗口：金额与新账户

window-currency = 显示货币
window-currency-hint = 账户价值以此货币显示。
window-per-usd = 1 美元等于
window-per-usd-hint = 用于换算的汇率，不会自动更新。
window-per-usd-missing = 填写汇率之前，不会以 { $currency } 显示金额。
window-rates = 每 1 美元的积分
window-rates-hint = 用于估算积分的价值。充值套餐常有赠送，因此只是约数。留空则不计入总额。
window-rate-none = 不计入
window-usual = 常用值：{ $amount }
window-usual-named = 常用值：{ $amount }（{ $provider }）
window-new-accounts-hint = 新账户的初始设置，不影响已有账户。
window-new-low = 低于此数时提醒
window-new-low-hint = 留空则没有提醒阈值。
window-new-low-none = 无
window-amount-unit-USD = 美元
window-amount-unit-credits = 积分

## 设置窗口：应用

window-login = 登录时启动
window-login-unknown = 无法得知 Credit Tray 是否会在登录时启动，请在系统设置的开机启动项中查看。
window-login-variables = 登录会话中可能没有 { $variables }，这样就无法读取 { $labels }。
window-login-copy = { $count ->
   *[other] 将密钥复制到系统钥匙串
}
window-proxy = 代理
window-proxy-hint = Credit Tray 连接服务商的方式，保存后生效。
window-proxy-use = 连接方式
window-proxy-use-system = 系统代理
window-proxy-use-none = 不使用代理
window-proxy-use-http = HTTP 代理
window-proxy-use-https = HTTPS 代理
window-proxy-use-socks5 = SOCKS5 代理
window-proxy-host = 主机
window-proxy-port = 端口
window-proxy-user = 用户名
window-proxy-user-none = 无
window-proxy-password = 密码
window-proxy-password-hint = 保存在这台电脑的系统钥匙串中。
window-proxy-password-stored = 已保存密码
window-proxy-password-remove = 移除密码
window-proxy-password-removed = 保存后，将移除已存的密码。
window-proxy-password-keep = 保留密码
window-proxy-saved = 已保存，现已生效。
window-transfer = 导出与导入
window-transfer-hint = 用于换电脑或留作备份。
window-export = 导出
window-export-hint = 将账户和设置保存到文件。
window-export-go = 导出…
window-export-keys = 包含密钥，并用口令加密
window-export-keys-hint = 任何人有了文件和口令，就有了这些密钥。
window-passphrase = 口令
window-passphrase-hint = 至少 8 个字符。忘记口令后，任何人都无法打开文件，包括你自己。
window-passphrase-short = 请填写至少 8 个字符。
window-passphrase-missing = 请填写口令。
window-exported = 已保存到 { $path }，其中不含密钥。
window-exported-keys = 已保存到 { $path }，其中含有保存在这台电脑上的密钥。请将文件和口令分开保管。
window-import = 导入
window-import-hint = 导入之前先查看会有哪些更改。
window-import-go = 导入…
window-import-locked = { $file } 的口令
window-import-unlock = 解锁
window-import-brings = { $file } 中的更改
window-import-exported-at = 导出于 { $time }
window-import-added = 新账户
window-import-replaced = 替换现有账户
window-import-same = 已有，无变化
window-import-key-file = 附带密钥
window-import-key-kept = 保留现有密钥
window-import-key-variable = 密钥来自环境变量
window-import-key-missing = 不含密钥
window-import-server = 密钥会发送到 { $server }，而不是 { $provider }。信任该服务器才可导入。
window-import-turned-off = 导入后处于关闭状态，请确认无误后再打开。
window-import-also-proxy = 同时使用其中的代理
window-import-proxy-hint = 发往服务商的所有请求都会经过它。请仅在信任时选择。
window-import-also-channels = 同时用其中的提醒渠道替换您的渠道
window-import-channels-hint = 提醒会发送到那里，程序会被启动。请仅在信任时选择。
window-import-also-general = 同时用文件中的其他设置替换现有设置
window-import-part-quietHours = 免打扰时段
window-import-part-display = 显示
window-import-part-money = 金额
window-import-part-newAccounts = 新账户
window-import-part-other = 其他版本的设置
window-import-yes = 导入
window-import-without-keys = 不导入密钥
window-imported = 已导入。
window-imported-keys = { $count ->
   *[other] 已导入。还需填写密钥：{ $labels }。
}
window-shortcuts = 键盘快捷键
window-shortcut-add = 添加账户
window-shortcut-refresh = 刷新
window-shortcut-find = 搜索账户
window-shortcut-settings = 设置
window-shortcut-close = 关闭窗口
window-shortcut-quit = 退出 Credit Tray
window-about = 关于
window-about-hint = 以 MIT 许可证发布的自由软件。设置、历史记录和日志都保存在这台电脑上；密钥保存在系统钥匙串中，除非你另有选择。
window-version = Credit Tray { $version }
window-quit-app = 退出 Credit Tray
window-quit-hint = 退出后不再检查余额，也不再提醒，直到再次启动。
window-logs = 打开日志文件夹

## 设置窗口：账户列表

window-total = 合计 { $amount }
window-total-left-out = { $count } 个账户未计入
window-total-shared = { $count ->
   *[other] { $labels } 与其他账户使用同一密钥，不重复计入。
}
window-total-shared-many = { $count } 个账户与其他账户使用相同的密钥，不重复计入。
window-lasts = 还可用{ $lasts }
window-search = 搜索账户
window-search-found = { $count } / { $total }
window-search-nothing = 没有与“{ $query }”匹配的账户。
window-search-hint = 可按名称、服务商或状态搜索。
window-search-clear = 清除
window-move-named = 移动 { $label }
window-move-hint = 按上下方向键移动。
window-moved = { $label }：第 { $place } 个，共 { $count } 个
window-actions-named = { $label } 的操作
window-edit-open = 编辑…
window-duplicate = 创建副本…
window-duplicate-named = { $label } 的副本
window-turn-off = 关闭
window-turn-on = 开启
window-turned-off = 已关闭 { $label }。
window-turned-on = 已开启 { $label }。
window-remove-account = 移除
window-removed-kept = 已移除 { $label }，历史记录仍保留。
window-removed-forgotten = 已移除 { $label } 及其历史记录。
window-removed-account = 已移除的账户
window-undo = 撤销
window-forget-history = 删除历史记录
window-restored = 已恢复 { $label }。
window-history-forgotten = 已删除 { $label } 的历史记录。
window-problem-key-missing = 缺少密钥
window-problem-keychain-unavailable = 系统钥匙串不可用
window-problem-key-rejected = 密钥无效
window-problem-key-not-permitted = 无权读取余额
window-problem-subscription-required = 需要订阅
window-problem-rate-limited = 请求过于频繁
window-problem-maintenance = 正在维护
window-problem-feature-disabled = 服务商已停用
window-problem-blocked = 被防火墙拦截
window-problem-offline = 无法连接
window-problem-timeout = 响应超时
window-problem-tls = 连接不受信任
window-problem-provider-error = 服务商错误
window-problem-bad-response = 响应异常
window-problem-settings-invalid = 设置无效

## 设置窗口：账户详情

window-balance = 余额
window-chart-span = 时间范围
window-span-day = 24 小时
window-span-week = 7 天
window-span-month = 30 天
window-span-quarter = 90 天
window-chart-name = 余额，{ $span }：从 { $first } 到 { $last }，最低 { $lowest }
window-chart-reading = { $time }：{ $amount }
window-chart-summary = 从 { $first } 到 { $last }，最低 { $lowest }。
window-chart-empty = 这段时间还没有读数。
window-chart-early = 目前只有几分钟的读数，一小时后显示图表。
window-chart-loading = 正在读取历史记录…
window-chart-threshold = 低于 { $amount } 时提醒
window-chart-top-up = 充值
window-chart-alert = 提醒
window-chart-earlier = 更换密钥或服务器之前
window-spend-per-day = 每日消耗
window-spend-name = 每日消耗，{ $span }：最高 { $most }
window-spend-most = 单日最高 { $amount }
window-spend-unknown = 读数不足，还无法估算每日消耗。
window-parts = 余额构成
window-settings-of-account = 设置
window-warns-below = 提醒阈值
window-warns-never = 未设置
window-alerts = 提醒
window-alerts-none = 无
window-alert-low = 低于阈值
window-alert-out = 余额用完
window-alert-days-left = 可能用不到 { $count } 天
window-alert-spent-today = 今天消耗超过 { $amount }
window-alert-key-rejected = 密钥无效
window-alert-no-reading = { $count } 小时无法读取
window-alert-topped-up = 充值到账
window-checked = 检查间隔
window-checked-off = 关闭期间不检查
window-every-sec = 每 { $count } 秒
window-every-min = 每 { $count } 分钟
window-every-hour = 每 { $count } 小时
window-key-in-env-named = 环境变量 { $name }
window-key-not-set = 没有保存密钥。
window-key-replace = 更换密钥…
window-key-enter = 输入密钥…
window-key-remove = 移除密钥…
window-key-remove-question = 从这台电脑移除 { $label } 的密钥？之后将不再检查其余额。
window-key-remove-yes = 移除密钥
window-key-remove-no = 保留密钥
window-key-removed = 已移除 { $label } 的密钥。
window-credits = { $amount } 积分
