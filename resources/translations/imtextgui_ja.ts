<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>AboutTexts</name>
    <message>
        <source>Finds the right page of the right manual, drawing or photo on your own machine, by words or by photo. No network, no telemetry, and no file of yours is ever written.</source>
        <translation>お使いのコンピューターの中だけで、説明書・図面・写真の必要なページを、言葉または写真で探します。ネットワークも利用情報の送信もなく、お手元のファイルに書き込むことはありません。</translation>
    </message>
    <message>
        <source>System</source>
        <translation>システム</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Log file</source>
        <translation>ログファイル</translation>
    </message>
    <message>
        <source>imtextgui is under the Apache License 2.0. It comes with these parts:</source>
        <translation>imtextgui は Apache License 2.0 で提供されます。次の部品が含まれます:</translation>
    </message>
</context>
<context>
    <name>AdviceRow</name>
    <message>
        <source>No good match</source>
        <translation>よく一致するものがありません</translation>
    </message>
    <message>
        <source>Not certain</source>
        <translation>確実ではありません</translation>
    </message>
    <message>
        <source>Photograph the type plate.</source>
        <translation>銘板を撮影してください。</translation>
    </message>
    <message>
        <source>Frame the part on the photo.</source>
        <translation>写真の部品を枠で囲んでください。</translation>
    </message>
    <message>
        <source>Try other words or a part number.</source>
        <translation>別の語や品番を試してください。</translation>
    </message>
    <message>
        <source>Take a filter away.</source>
        <translation>絞り込みを減らしてください。</translation>
    </message>
    <message>
        <source>Only words and part numbers were searched: the encoder is not installed. Choose one in the settings.</source>
        <translation>エンコーダーがインストールされていないため、言葉と品番だけで検索しました。設定でエンコーダーを選んでください。</translation>
    </message>
    <message>
        <source>Try other words or a part number, or frame the part on the photo.</source>
        <translation>別の語や品番を試すか、写真の部品を枠で囲んでください。</translation>
    </message>
    <message>
        <source>The folders are still being read; more will be found.</source>
        <translation>フォルダーをまだ読み取り中です。これから見つかるものもあります。</translation>
    </message>
</context>
<context>
    <name>AnswerState</name>
    <message numerus="yes">
        <source>%Ln result(s)</source>
        <translation>
            <numerusform>%Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>in {seconds} s</source>
        <translation>（{seconds} 秒）</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) of other types left out</source>
        <translation>
            <numerusform>他の種類のファイル %Ln 件を除外</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BugDialog</name>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>&amp;Copy details</source>
        <translation>詳細をコピー(&amp;C)</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>閉じる(&amp;L)</translation>
    </message>
    <message>
        <source>This is a fault of imtextgui, not yours</source>
        <translation>imtextguiの不具合です。操作の誤りではありません</translation>
    </message>
    <message>
        <source>Your files and the catalogue are safe. Please send the details to whoever looks after it.</source>
        <translation>ファイルもカタログも無事です。詳細を管理担当者に送ってください。</translation>
    </message>
    <message>
        <source>Log file: {path}</source>
        <translation>ログファイル: {path}</translation>
    </message>
</context>
<context>
    <name>CameraDialog</name>
    <message>
        <source>Take a photo</source>
        <translation>写真を撮る</translation>
    </message>
    <message>
        <source>&amp;Take the photo</source>
        <translation>撮影(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Other camera</source>
        <translation>別のカメラ(&amp;O)</translation>
    </message>
    <message>
        <source>The next camera, or try again</source>
        <translation>次のカメラに切り替える、またはもう一度試す</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>閉じる(&amp;C)</translation>
    </message>
    <message>
        <source>Looking for a camera…</source>
        <translation>カメラを探しています…</translation>
    </message>
    <message>
        <source>Bring the part, or its type plate, into the frame and hold still.</source>
        <translation>部品または銘板を枠に合わせて、動かさずに撮影してください。</translation>
    </message>
</context>
<context>
    <name>CatalogueAccess</name>
    <message>
        <source>The published catalogue can be reached again.</source>
        <translation>公開されたカタログに、また接続できました。</translation>
    </message>
</context>
<context>
    <name>CatalogueMenu</name>
    <message>
        <source>&amp;Travels with its folders (stick)</source>
        <translation>フォルダーと一緒に持ち運ぶ(&amp;T)</translation>
    </message>
    <message>
        <source>Re&amp;cent catalogues</source>
        <translation>最近のカタログ(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;New catalogue…</source>
        <translation>新しいカタログ(&amp;N)…</translation>
    </message>
    <message>
        <source>Open cata&amp;logue…</source>
        <translation>カタログを開く(&amp;L)…</translation>
    </message>
    <message>
        <source>Sa&amp;mple catalogue</source>
        <translation>サンプルのカタログ(&amp;M)</translation>
    </message>
    <message>
        <source>Choose an empty folder for the new catalogue</source>
        <translation>新しいカタログに使う空のフォルダーを選んでください</translation>
    </message>
    <message>
        <source>Choose the folder of a catalogue</source>
        <translation>カタログのフォルダーを選んでください</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
</context>
<context>
    <name>ChipRow</name>
    <message>
        <source>Did you mean “{text}”?</source>
        <translation>もしかして「{text}」？</translation>
    </message>
    <message>
        <source>Where {number} is used (Ctrl+U)</source>
        <translation>{number} の使用箇所 (Ctrl+U)</translation>
    </message>
    <message>
        <source>Where used</source>
        <translation>使用箇所</translation>
    </message>
    <message>
        <source>Also searched for: {text}</source>
        <translation>次の語でも検索: {text}</translation>
    </message>
    <message>
        <source>Spelling: {text}</source>
        <translation>表記: {text}</translation>
    </message>
    <message>
        <source>Part number: {text}</source>
        <translation>品番: {text}</translation>
    </message>
    <message>
        <source>Word: {text}</source>
        <translation>語: {text}</translation>
    </message>
    <message>
        <source>Filter: {text}</source>
        <translation>絞り込み: {text}</translation>
    </message>
    <message>
        <source>{chip} (read off the photo)</source>
        <translation>{chip} (写真から読み取り)</translation>
    </message>
</context>
<context>
    <name>ClosestText</name>
    <message>
        <source>{name} comes closest: it holds {there}, but not {missing}.</source>
        <translation>最も近いのは {name} です。{there} はありますが、{missing} がありません。</translation>
    </message>
    <message>
        <source>{name} comes closest: it holds {there}, but only by the way.</source>
        <translation>最も近いのは {name} です。{there} はありますが、少し触れているだけです。</translation>
    </message>
    <message>
        <source>{name} comes closest: it may mean something alike, but holds none of the words.</source>
        <translation>最も近いのは {name} です。意味は近いかもしれませんが、どの言葉も載っていません。</translation>
    </message>
    <message>
        <source>No result holds {missing}: they may mean something alike.</source>
        <translation>{missing}を含む結果はありません。意味が近いだけの可能性があります。</translation>
    </message>
    <message>
        <source>{name} comes closest: few points of the photo agree with it.</source>
        <translation>最も近いのは {name} です。写真と一致する点がわずかです。</translation>
    </message>
    <message>
        <source>{name} comes closest: it only looks alike, no detail of the photo was found on it.</source>
        <translation>最も近いのは {name} です。見た目が似ているだけで、写真の細部は見つかりませんでした。</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>Differences</source>
        <translation>差分</translation>
    </message>
    <message>
        <source>Side by &amp;side</source>
        <translation>並べて表示(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Differences</source>
        <translation>差分(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Back to the results</source>
        <translation>結果に戻る(&amp;B)</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>戻る (Esc)</translation>
    </message>
    <message>
        <source>Your photo</source>
        <translation>あなたの写真</translation>
    </message>
    <message>
        <source>No page of {name} shows what page {page} shows.</source>
        <translation>{name} には {page} ページと同じ内容のページがありません。</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>比較しています…</translation>
    </message>
    <message>
        <source>One of the pages has no picture.</source>
        <translation>一方のページに画像がありません。</translation>
    </message>
    <message>
        <source>Red: only on the left page. Green: only on the right one.</source>
        <translation>赤: 左のページだけ。緑: 右のページだけ。</translation>
    </message>
    <message>
        <source>The pages have too little in common to be laid one over the other.</source>
        <translation>共通部分が少ないため、重ねて比較できません。</translation>
    </message>
    <message>
        <source>{percent} % the same.</source>
        <translation>{percent} % が同じです。</translation>
    </message>
</context>
<context>
    <name>ComparedSide</name>
    <message>
        <source>Previous page of this side</source>
        <translation>こちら側の前のページ</translation>
    </message>
    <message>
        <source>Next page of this side</source>
        <translation>こちら側の次のページ</translation>
    </message>
    <message>
        <source>{page} / {pages}</source>
        <translation>{page} / {pages}</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Select two results to compare their pages.</source>
        <translation>比較するには結果を 2 件選択してください。</translation>
    </message>
    <message>
        <source>There is no other result and no other edition to compare this page with.</source>
        <translation>このページと比較できる、ほかの結果や版はありません。</translation>
    </message>
    <message>
        <source>Compared with {name}</source>
        <translation>{name} と比較しています</translation>
    </message>
    <message>
        <source>Nothing on this page was proved to be on the photo.</source>
        <translation>このページで写真と一致すると確認できたものはありません。</translation>
    </message>
</context>
<context>
    <name>DictionaryPage</name>
    <message>
        <source>Words of this site</source>
        <translation>この現場の言葉</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英語</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日本語</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>追加(&amp;A)</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>外す(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>取り込む(&amp;I)…</translation>
    </message>
    <message>
        <source>Add the rows of a CSV file: en, ja, kind</source>
        <translation>CSV ファイルの行を追加します: en, ja, kind</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>書き出す(&amp;X)…</translation>
    </message>
    <message>
        <source>Save the table as a CSV file</source>
        <translation>表を CSV ファイルに保存</translation>
    </message>
    <message>
        <source>Dictionary</source>
        <translation>辞書</translation>
    </message>
    <message>
        <source>Nicknames, abbreviations and pairs of English and Japanese that only your site knows; a search for one finds the others. Several names of one thing are separated by ;</source>
        <translation>この現場だけの愛称、略語、英語と日本語の対です。どれか一つで検索すると、ほかの呼び名でも見つかります。一つのものの呼び名は ; で区切ります。</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) removed.</source>
        <translation>
            <numerusform>%n 行を外しました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a CSV file with the columns en, ja, kind</source>
        <translation>列 en, ja, kind のある CSV ファイルを選んでください</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) read.</source>
        <translation>
            <numerusform>%n 行を取り込みました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>保存しました: {file}</translation>
    </message>
</context>
<context>
    <name>DomainNames</name>
    <message>
        <source>Manual</source>
        <translation>説明書</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>図面</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>写真</translation>
    </message>
    <message>
        <source>Other file</source>
        <translation>その他</translation>
    </message>
    <message>
        <source>Manuals</source>
        <translation>説明書</translation>
    </message>
    <message>
        <source>Drawings</source>
        <translation>図面</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>写真</translation>
    </message>
    <message>
        <source>Other files</source>
        <translation>その他のファイル</translation>
    </message>
    <message>
        <source>Strong matches</source>
        <translation>確かな一致</translation>
    </message>
    <message>
        <source>Possible matches</source>
        <translation>可能性あり</translation>
    </message>
    <message>
        <source>Weak matches</source>
        <translation>弱い一致</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>言葉</translation>
    </message>
    <message>
        <source>Part number</source>
        <translation>品番</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>意味</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>絵柄</translation>
    </message>
    <message>
        <source>Looks alike</source>
        <translation>見た目が似ている</translation>
    </message>
    <message>
        <source>Same picture</source>
        <translation>同じ図</translation>
    </message>
    <message>
        <source>Confirmed before</source>
        <translation>確認済み</translation>
    </message>
    <message>
        <source>Like the examples of a part</source>
        <translation>部品の見本に似ている</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英語</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日本語</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中国語</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>韓国語</translation>
    </message>
    <message>
        <source>French</source>
        <translation>フランス語</translation>
    </message>
    <message>
        <source>German</source>
        <translation>ドイツ語</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>スペイン語</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>イタリア語</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>ロシア語</translation>
    </message>
</context>
<context>
    <name>DriftNotice</name>
    <message>
        <source>&amp;Put away</source>
        <translation>非表示にする(&amp;P)</translation>
    </message>
    <message>
        <source>It is &amp;right as it is</source>
        <translation>このままでよい(&amp;R)</translation>
    </message>
    <message>
        <source>Compare with today from now on</source>
        <translation>これからは今日の状態と比べます</translation>
    </message>
    <message>
        <source>Compared with today from now on.</source>
        <translation>これからは今日の状態と比べます。</translation>
    </message>
</context>
<context>
    <name>EncoderRow</name>
    <message>
        <source>Unknown encoder</source>
        <translation>不明なエンコーダー</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>消去</translation>
    </message>
    <message>
        <source>Forget the vectors of {encoder}</source>
        <translation>{encoder} のベクトルを消去</translation>
    </message>
    <message>
        <source>Remove what it has of this catalogue; it can be encoded again</source>
        <translation>このカタログについて持っているものを消します。あとで再びエンコードできます</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比較</translation>
    </message>
    <message>
        <source>Compare {encoder} with the encoder in use</source>
        <translation>{encoder} を使用中のエンコーダーと比較</translation>
    </message>
    <message>
        <source>Encode the catalogue with it, too, and answer the confirmed questions with both</source>
        <translation>カタログをこれでもエンコードし、確認済みの質問に両方で答えさせます</translation>
    </message>
    <message>
        <source>top {count}: {other} % instead of {active} %</source>
        <translation>{count} 位以内 {other} %（使用中は {active} %）</translation>
    </message>
    <message numerus="yes">
        <source>Right file found, of %n confirmed question(s)</source>
        <translation>
            <numerusform>正しいファイルが見つかった割合（確認済みの質問 %n 件）</numerusform>
        </translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>補う</translation>
    </message>
    <message>
        <source>Encode what {encoder} lacks</source>
        <translation>{encoder} に足りないものをエンコード</translation>
    </message>
    <message>
        <source>Use this</source>
        <translation>これを使う</translation>
    </message>
    <message>
        <source>Use {encoder} for searches</source>
        <translation>検索に {encoder} を使う</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Not installed</source>
        <translation>インストールされていません</translation>
    </message>
    <message>
        <source>{percent} % of the catalogue encoded</source>
        <translation>カタログの {percent} % をエンコード済み</translation>
    </message>
    <message>
        <source>Nothing encoded yet</source>
        <translation>まだ何もエンコードしていません</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) known by their thumbnail only</source>
        <translation>
            <numerusform>%n ページはサムネイルのみ</numerusform>
        </translation>
    </message>
    <message>
        <source>Added here</source>
        <translation>ここで追加</translation>
    </message>
</context>
<context>
    <name>EncodersPanel</name>
    <message>
        <source>A&amp;dd…</source>
        <translation>追加(&amp;D)…</translation>
    </message>
    <message>
        <source>Add an encoder</source>
        <translation>エンコーダーを追加</translation>
    </message>
    <message>
        <source>Install an encoder from a folder: a bundle, or a checkpoint of CLIP, OpenCLIP, MobileCLIP or SigLIP</source>
        <translation>フォルダーからエンコーダーをインストールします（バンドル、または CLIP・OpenCLIP・MobileCLIP・SigLIP のチェックポイント）</translation>
    </message>
    <message>
        <source>What understands texts and pictures. Another one encodes the whole catalogue first; until then searches go on with the one in use.</source>
        <translation>文章と画像を理解するものです。別のものに替えるときは、まずカタログ全体をエンコードします。それまでは使用中のもので検索できます。</translation>
    </message>
    <message>
        <source>St&amp;op</source>
        <translation>停止(&amp;O)</translation>
    </message>
    <message>
        <source>Stop the comparison</source>
        <translation>比較を停止する</translation>
    </message>
    <message>
        <source>What was encoded so far is kept; a later comparison goes on from there</source>
        <translation>これまでにエンコードしたものは残り、次の比較はその続きから始まります</translation>
    </message>
    <message>
        <source>Encoders</source>
        <translation>エンコーダー</translation>
    </message>
    <message>
        <source>Comparing the encoders…</source>
        <translation>エンコーダーを比較しています…</translation>
    </message>
    <message>
        <source>Stop adding the encoder</source>
        <translation>エンコーダーの追加を停止する</translation>
    </message>
    <message>
        <source>Nothing of it is kept</source>
        <translation>途中のものは残りません</translation>
    </message>
    <message>
        <source>Adding an encoder…</source>
        <translation>エンコーダーを追加しています…</translation>
    </message>
    <message>
        <source>No encoder was added.</source>
        <translation>エンコーダーは追加されませんでした。</translation>
    </message>
    <message>
        <source>Choose the folder of an encoder bundle or a checkpoint</source>
        <translation>エンコーダーのバンドルまたはチェックポイントのフォルダーを選ぶ</translation>
    </message>
    <message>
        <source>Checking the encoder… A checkpoint is made into a bundle first, which takes minutes.</source>
        <translation>エンコーダーを確認しています… チェックポイントは先にバンドルへ変換するため、数分かかります。</translation>
    </message>
    <message>
        <source>{encoder} is installed. “Compare” measures it beside the one in use on your confirmed questions; “Use this” lets it search this catalogue.</source>
        <translation>{encoder} をインストールしました。「比較」を押すと、確認済みの質問で使用中のものと並べて測定します。「これを使う」を押すと、このカタログの検索に使います。</translation>
    </message>
    <message>
        <source>The encoders were compared.</source>
        <translation>エンコーダーを比較しました。</translation>
    </message>
    <message>
        <source>The comparison was stopped; what was encoded is kept.</source>
        <translation>比較を停止しました。エンコードしたものは残っています。</translation>
    </message>
    <message>
        <source>The vectors of {encoder} were removed.</source>
        <translation>{encoder} のベクトルを消しました。</translation>
    </message>
</context>
<context>
    <name>ExchangeBar</name>
    <message>
        <source>&amp;Hand on…</source>
        <translation>渡す(&amp;H)…</translation>
    </message>
    <message>
        <source>Judgements, tags, descriptions and own terms as one file</source>
        <translation>判定・タグ・説明文・独自の用語を一つのファイルに</translation>
    </message>
    <message>
        <source>Take &amp;in…</source>
        <translation>取り込む(&amp;I)…</translation>
    </message>
    <message>
        <source>Merge a file of another site or colleague</source>
        <translation>ほかの拠点や同僚のファイルを取り込む</translation>
    </message>
    <message>
        <source>Take bac&amp;k</source>
        <translation>元に戻す(&amp;K)</translation>
    </message>
    <message>
        <source>Remove what the last file brought</source>
        <translation>最後に取り込んだものを取り除く</translation>
    </message>
    <message>
        <source>Exchange with other sites and colleagues</source>
        <translation>ほかの拠点や同僚との交換</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>保存しました: {file}</translation>
    </message>
    <message>
        <source>Save judgements, tags, descriptions and own terms</source>
        <translation>判定・タグ・説明文・独自の用語を保存</translation>
    </message>
    <message>
        <source>Choose a file of another site or colleague</source>
        <translation>ほかの拠点や同僚のファイルを選択</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) left out: too long for others to take in, or not whole.</source>
        <translation>
            <numerusform>%n 件は書き出しませんでした。長すぎるか不完全で、ほかの人が取り込めないためです。</numerusform>
        </translation>
    </message>
    <message>
        <source>Taken back: what the file brought is gone.</source>
        <translation>元に戻しました。取り込んだものは取り除かれました。</translation>
    </message>
    <message numerus="yes">
        <source>Taken back, but for %n thing(s) that were changed or confirmed here since.</source>
        <translation>
            <numerusform>元に戻しました。%n 件は、その後ここで変更または確認されたため残しました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was taken in.</source>
        <translation>取り込んだものはありません。</translation>
    </message>
    <message>
        <source>“{text}” says otherwise there, and stays as it is here.</source>
        <translation>「{text}」は相手では異なりますが、ここのままにしました。</translation>
    </message>
    <message>
        <source>From {origin}: new are {judgements} judgements, {tags} tags, {refusals} refusals of tags, {descriptions} descriptions, {entries} terms; {known} were there.</source>
        <translation>{origin} から: 新しい判定 {judgements} 件、タグ {tags} 件、却下したタグ {refusals} 件、説明文 {descriptions} 件、用語 {entries} 件。既にあったもの {known} 件。</translation>
    </message>
</context>
<context>
    <name>ExcludeDialog</name>
    <message>
        <source>Leave out files</source>
        <translation>除外するファイル</translation>
    </message>
    <message>
        <source>Rules, one a line</source>
        <translation>除外ルール（1行に1つ）</translation>
    </message>
    <message>
        <source>Looking through the folder…</source>
        <translation>フォルダーを調べています…</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>キャンセル(&amp;C)</translation>
    </message>
    <message>
        <source>One rule a line: a folder name with / at its end, or a pattern like *.tmp. A line with ! in front takes files back in, also hidden ones: !.docs/ takes in the folder .docs.</source>
        <translation>1 行に 1 つのルールを書きます。フォルダー名は末尾に / を付け、*.tmp のようなパターンも使えます。先頭に ! を付けた行は、隠しファイルも含めてファイルを取り入れます。!.docs/ はフォルダー .docs を取り入れます。</translation>
    </message>
    <message>
        <source>The folder cannot be reached now.</source>
        <translation>今はフォルダーを開けません。</translation>
    </message>
    <message numerus="yes">
        <source>Would skip %n file(s)</source>
        <translation>
            <numerusform>%n ファイルを除外</numerusform>
        </translation>
    </message>
    <message>
        <source>{skipped} of {all}</source>
        <translation>全 {all} 件中 {skipped}</translation>
    </message>
</context>
<context>
    <name>FacetsPanel</name>
    <message>
        <source>Filters</source>
        <translation>絞り込み</translation>
    </message>
    <message>
        <source>Remove all filters</source>
        <translation>絞り込みをすべて解除</translation>
    </message>
    <message>
        <source>Files in all that was found</source>
        <translation>見つかった全ファイルの数</translation>
    </message>
    <message>
        <source>Search first: here the answer is narrowed by folder, type or tag.</source>
        <translation>検索すると、ここで結果をフォルダー・種類・タグなどで絞り込めます。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) left out</source>
        <translation>
            <numerusform>%n 件のファイルを除外</numerusform>
        </translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>機械</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Changed in</source>
        <translation>更新年</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英語</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日本語</translation>
    </message>
    <message>
        <source>French</source>
        <translation>フランス語</translation>
    </message>
    <message>
        <source>German</source>
        <translation>ドイツ語</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>スペイン語</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>イタリア語</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中国語</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>韓国語</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>ロシア語</translation>
    </message>
</context>
<context>
    <name>FileDialog</name>
    <message>
        <source>Look in:</source>
        <translation>場所:</translation>
    </message>
    <message>
        <source>Kind of files:</source>
        <translation>ファイルの種類:</translation>
    </message>
    <message>
        <source>Folder:</source>
        <translation>フォルダー:</translation>
    </message>
    <message>
        <source>{kind} files</source>
        <translation>{kind} ファイル</translation>
    </message>
    <message>
        <source>Choose a file to see it here.</source>
        <translation>ファイルを選ぶと、ここに表示します。</translation>
    </message>
    <message>
        <source>Picture of the file</source>
        <translation>ファイルの画像</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in the document</source>
        <translation>文書内を検索</translation>
    </message>
    <message>
        <source>Previous place (Shift+F3)</source>
        <translation>前の箇所 (Shift+F3)</translation>
    </message>
    <message>
        <source>Next place (F3)</source>
        <translation>次の箇所 (F3)</translation>
    </message>
    <message>
        <source>End finding (Esc)</source>
        <translation>検索を終える (Esc)</translation>
    </message>
    <message>
        <source>{place} / {places}</source>
        <translation>{place} / {places}</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) hold it</source>
        <translation>
            <numerusform>%n ページに記載</numerusform>
        </translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>見つかりません</translation>
    </message>
</context>
<context>
    <name>ForgetMenu</name>
    <message>
        <source>What to forget of this catalogue</source>
        <translation>このカタログから消去する内容</translation>
    </message>
    <message>
        <source>Forget what was added to files that are &amp;gone</source>
        <translation>なくなったファイルに付けた情報を消去(&amp;G)</translation>
    </message>
    <message>
        <source>Forget &amp;everything in this catalogue</source>
        <translation>このカタログをすべて消去(&amp;E)</translation>
    </message>
    <message>
        <source>“{folder}” was removed from the catalogue. Its files stay as they are.</source>
        <translation>「{folder}」をカタログから外しました。ファイルはそのままです。</translation>
    </message>
    <message>
        <source>“{folder}” is forgotten for good, with tags, judgements and job sheet entries. Its files stay as they are.</source>
        <translation>「{folder}」をタグ・判定・作業票の項目とともに完全に消去します。ファイルはそのままです。</translation>
    </message>
    <message>
        <source>What was added to files that are gone is forgotten for good.</source>
        <translation>なくなったファイルに付けた情報を完全に消去します。</translation>
    </message>
    <message>
        <source>Everything in this catalogue is forgotten for good. Your files stay as they are.</source>
        <translation>このカタログの内容をすべて完全に消去します。ファイルはそのままです。</translation>
    </message>
</context>
<context>
    <name>Formatter</name>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>Looking for files…</source>
        <translation>ファイルを探しています…</translation>
    </message>
    <message>
        <source>Reading files…</source>
        <translation>ファイルを読み込んでいます…</translation>
    </message>
    <message>
        <source>Understanding texts…</source>
        <translation>文章を取り込んでいます…</translation>
    </message>
    <message>
        <source>Looking closer at pages…</source>
        <translation>ページを詳しく調べています…</translation>
    </message>
    <message>
        <source>Reading words in pictures…</source>
        <translation>画像の文字を読み取っています…</translation>
    </message>
    <message>
        <source>Encoding pictures…</source>
        <translation>画像をエンコードしています…</translation>
    </message>
    <message>
        <source>Checking the encoder…</source>
        <translation>エンコーダーを確かめています…</translation>
    </message>
    <message>
        <source>Preparing the search…</source>
        <translation>検索の準備をしています…</translation>
    </message>
    <message>
        <source>Evaluating…</source>
        <translation>評価しています…</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>点検中…</translation>
    </message>
    <message>
        <source>Making a copy…</source>
        <translation>コピーを作成中…</translation>
    </message>
    <message>
        <source>Removing what is not kept…</source>
        <translation>保存しないものを削除中…</translation>
    </message>
    <message>
        <source>Writing the job sheet…</source>
        <translation>作業票を書き出しています…</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{total} 件中 {done} 件</translation>
    </message>
    <message>
        <source>{rate} a second</source>
        <translation>毎秒 {rate} 件</translation>
    </message>
    <message>
        <source>Saving what can be read…</source>
        <translation>読み取れるものを救出しています…</translation>
    </message>
    <message>
        <source>Writing the list…</source>
        <translation>一覧を書き出しています…</translation>
    </message>
    <message>
        <source>Learning…</source>
        <translation>学習中…</translation>
    </message>
    <message>
        <source>Looking for tags…</source>
        <translation>タグを探しています…</translation>
    </message>
    <message>
        <source>Publishing…</source>
        <translation>公開しています…</translation>
    </message>
    <message>
        <source>Copying the published catalogue…</source>
        <translation>公開されたカタログをコピーしています…</translation>
    </message>
    <message numerus="yes">
        <source>{count} file(s)</source>
        <translation>
            <numerusform>ファイル: {count}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} page(s)</source>
        <translation>
            <numerusform>ページ: {count}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} text(s)</source>
        <translation>
            <numerusform>文章: {count}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} question(s)</source>
        <translation>
            <numerusform>質問: {count}</numerusform>
        </translation>
    </message>
    <message>
        <source>{count} new</source>
        <translation>新規 {count}</translation>
    </message>
    <message>
        <source>{count} changed</source>
        <translation>変更 {count}</translation>
    </message>
    <message>
        <source>{count} moved</source>
        <translation>移動 {count}</translation>
    </message>
    <message>
        <source>{count} gone</source>
        <translation>削除 {count}</translation>
    </message>
    <message>
        <source>Indexed: {what}</source>
        <translation>索引を更新しました: {what}</translation>
    </message>
    <message>
        <source>Nothing has changed.</source>
        <translation>変更はありません。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) not there, kept: see the folders.</source>
        <translation>
            <numerusform>見つからない %n 件のファイルの内容は保たれています（フォルダーの画面をご覧ください）。</numerusform>
        </translation>
    </message>
    <message>
        <source>{file} has a new edition: what was added to page {pages} of the former one is on no page now. It is gone, or could not be told from others. The page “Tags” lists it.</source>
        <translation>{file} は新しい版になりました。前の版の {pages} ページに追加した内容は、今はどのページにも付いていません。ページがなくなったか、ほかのページと見分けられませんでした。「タグ」のページで一覧できます。</translation>
    </message>
    <message numerus="yes">
        <source>So have %n other file(s).</source>
        <translation>
            <numerusform>ほかに %n 件のファイルも同様です。</numerusform>
        </translation>
    </message>
    <message>
        <source>Searches use the chosen encoder. Encoded: {pages} pages, {passages} passages.</source>
        <translation>選んだエンコーダーで検索します。エンコード: {pages} ページ、文章 {passages} 件。</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) known by their thumbnail only: their files were away.</source>
        <translation>
            <numerusform>%n ページはファイルに届かず、サムネイルのみです。</numerusform>
        </translation>
    </message>
    <message>
        <source>nearly done</source>
        <translation>まもなく完了</translation>
    </message>
    <message>
        <source>{seconds} s left</source>
        <translation>残り {seconds} 秒</translation>
    </message>
    <message>
        <source>{minutes} min left</source>
        <translation>残り {minutes} 分</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min left</source>
        <translation>残り {hours} 時間 {minutes} 分</translation>
    </message>
    <message>
        <source>Job of {date}</source>
        <translation>{date} の作業</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>たった今</translation>
    </message>
    <message>
        <source>{minutes} min ago</source>
        <translation>{minutes} 分前</translation>
    </message>
    <message>
        <source>{hours} h ago</source>
        <translation>{hours} 時間前</translation>
    </message>
</context>
<context>
    <name>FramingHint</name>
    <message>
        <source>Draw a frame with the mouse; or Space makes one, arrow keys move it, with Shift they size it, Enter searches.</source>
        <translation>マウスで枠を描きます。キーボードでは、スペースで枠を作り、矢印キーで動かし、Shift+矢印キーで大きさを変え、Enter で検索します。</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Help topics</source>
        <translation>ヘルプの項目</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>キー一覧</translation>
    </message>
    <message>
        <source>About imtextgui</source>
        <translation>imtextgui について</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>ライセンス</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>モデルカード</translation>
    </message>
    <message>
        <source>From the words to the results</source>
        <translation>言葉の欄から結果へ</translation>
    </message>
    <message>
        <source>Select several results</source>
        <translation>結果を複数選ぶ</translation>
    </message>
    <message>
        <source>On a result: unfold its other editions, and fold them</source>
        <translation>結果で: ほかの版を開く、閉じる</translation>
    </message>
    <message>
        <source>On the page: larger, smaller, whole, its width, turned</source>
        <translation>ページで: 拡大、縮小、全体、幅、回転</translation>
    </message>
    <message>
        <source>On the page: read on, and back</source>
        <translation>ページで: 読み進む、戻る</translation>
    </message>
    <message>
        <source>To the next control</source>
        <translation>次の操作部へ</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>スペース</translation>
    </message>
    <message>
        <source>Press a button, preview a result</source>
        <translation>ボタンを押す、結果を大きく見る</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Search, or open the result</source>
        <translation>検索する、結果を開く</translation>
    </message>
    <message>
        <source>In a comparison: the differences, side by side</source>
        <translation>比較で: 違いを表示、左右に並べて表示</translation>
    </message>
    <message>
        <source>On a job sheet: move the page up or down</source>
        <translation>作業票で: ページを上へ、下へ移動</translation>
    </message>
    <message>
        <source>On a job sheet: take the page off</source>
        <translation>作業票で: ページを外す</translation>
    </message>
    <message>
        <source>Show the letters that reach a button</source>
        <translation>ボタンに届く文字を表示</translation>
    </message>
</context>
<context>
    <name>HistoryMenu</name>
    <message>
        <source>&amp;All past searches</source>
        <translation>これまでの検索をすべて見る(&amp;A)</translation>
    </message>
    <message>
        <source>A photo</source>
        <translation>写真</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>Past searches</source>
        <translation>これまでの検索</translation>
    </message>
    <message>
        <source>A&amp;ll</source>
        <translation>すべて(&amp;L)</translation>
    </message>
    <message>
        <source>Name to save it under</source>
        <translation>保存する名前</translation>
    </message>
    <message>
        <source>Search a&amp;gain</source>
        <translation>もう一度検索(&amp;G)</translation>
    </message>
    <message>
        <source>Save&amp;d</source>
        <translation>保存済み(&amp;D)</translation>
    </message>
    <message>
        <source>Sav&amp;e</source>
        <translation>保存(&amp;E)</translation>
    </message>
    <message>
        <source>F&amp;orget</source>
        <translation>消去(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Clear history</source>
        <translation>履歴を消す(&amp;C)</translation>
    </message>
    <message>
        <source>Forget all that have no name</source>
        <translation>名前のないものをすべて消去します</translation>
    </message>
    <message>
        <source>No searches yet</source>
        <translation>検索はまだありません</translation>
    </message>
    <message>
        <source>What you search for is kept here, with its photo, so that you can ask it again.</source>
        <translation>検索は写真とともにここに残り、もう一度検索できます。</translation>
    </message>
    <message>
        <source>A photo</source>
        <translation>写真</translation>
    </message>
    <message>
        <source>with photo</source>
        <translation>写真つき</translation>
    </message>
    <message numerus="yes">
        <source>%n filter(s)</source>
        <translation>
            <numerusform>絞り込み %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Saved as “{name}”.</source>
        <translation>「{name}」として保存しました。</translation>
    </message>
    <message>
        <source>The search was forgotten.</source>
        <translation>検索を消去しました。</translation>
    </message>
    <message>
        <source>All searches without a name were forgotten.</source>
        <translation>名前のない検索をすべて消去しました。</translation>
    </message>
</context>
<context>
    <name>HitActions</name>
    <message>
        <source>No program could open {name}.</source>
        <translation>{name} を開けるプログラムがありません。</translation>
    </message>
    <message>
        <source>No file manager could show {name}.</source>
        <translation>{name} を表示できるファイルマネージャーがありません。</translation>
    </message>
    <message numerus="yes">
        <source>%n path(s) copied.</source>
        <translation>
            <numerusform>%n 件のパスをコピーしました。</numerusform>
        </translation>
    </message>
    <message>
        <source>This page has no picture.</source>
        <translation>このページには画像がありません。</translation>
    </message>
    <message>
        <source>Picture copied.</source>
        <translation>画像をコピーしました。</translation>
    </message>
    <message>
        <source>{name} is kept as the right answer.</source>
        <translation>{name} を正解として記憶しました。</translation>
    </message>
    <message>
        <source>{name} is kept as not what was asked for.</source>
        <translation>{name} を「探していたものと違う」と記憶しました。</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>タグ</translation>
    </message>
    <message numerus="yes">
        <source>Tag for %n file(s):</source>
        <translation>
            <numerusform>%n 件のファイルに付けるタグ:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) left out: their files could not be read.</source>
        <translation>
            <numerusform>%n ページは追加していません。ファイルが読めなかったためです。</numerusform>
        </translation>
    </message>
    <message>
        <source>It is on “{title}” already.</source>
        <translation>もう「{title}」に入っています。</translation>
    </message>
    <message>
        <source>Added to “{title}”.</source>
        <translation>「{title}」に追加しました。</translation>
    </message>
    <message numerus="yes">
        <source>%n result(s) belong to another catalogue, {folder}. Open that one for this.</source>
        <translation>
            <numerusform>結果 %n 件は別のカタログ {folder} のものです。そのカタログを開いて行ってください。</numerusform>
        </translation>
    </message>
    <message>
        <source>No file was tagged: they are not in the catalogue any more.</source>
        <translation>タグを付けたファイルはありません。カタログにもうありません。</translation>
    </message>
    <message>
        <source>Tagged “{tag}”.</source>
        <translation>タグ「{tag}」を付けました。</translation>
    </message>
    <message numerus="yes">
        <source>The tag “{tag}” was taken off %n file(s).</source>
        <translation>
            <numerusform>タグ「{tag}」を %n ファイルから外しました。</numerusform>
        </translation>
    </message>
    <message>
        <source>The tag “{tag}” stays: it is from who publishes the catalogue.</source>
        <translation>タグ「{tag}」は公開元が付けたものなので残ります。</translation>
    </message>
    <message>
        <source>&amp;Open at page {page}</source>
        <translation>{page} ページで開く(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>開く(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Show in folder</source>
        <translation>フォルダーで表示(&amp;S)</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Copy %n path(s)</source>
        <translation>
            <numerusform>%n 件のパスをコピー(&amp;C)</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy &amp;picture</source>
        <translation>画像をコピー(&amp;P)</translation>
    </message>
    <message numerus="yes">
        <source>Pr&amp;int %n page(s)…</source>
        <translation>
            <numerusform>%n ページを印刷…(&amp;I)</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy as ta&amp;ble</source>
        <translation>表としてコピー(&amp;B)</translation>
    </message>
    <message>
        <source>Sa&amp;ve the results…</source>
        <translation>結果を保存…(&amp;V)</translation>
    </message>
    <message>
        <source>Search &amp;with this page</source>
        <translation>このページで検索(&amp;W)</translation>
    </message>
    <message>
        <source>Wh&amp;ere {number} is used</source>
        <translation>{number} の使用箇所(&amp;E)</translation>
    </message>
    <message>
        <source>Compare the two pa&amp;ges</source>
        <translation>2 つのページを比較(&amp;G)</translation>
    </message>
    <message>
        <source>Compare wit&amp;h {name}</source>
        <translation>{name} と比較(&amp;H)</translation>
    </message>
    <message>
        <source>Show what &amp;matches on the photo</source>
        <translation>写真と一致する部分を表示(&amp;M)</translation>
    </message>
    <message>
        <source>To tag or judge it, open {folder}</source>
        <translation>タグや判定を付けるには {folder} を開いてください</translation>
    </message>
    <message>
        <source>This is the &amp;right answer</source>
        <translation>これが正解(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Not what I asked for</source>
        <translation>探していたものと違う(&amp;N)</translation>
    </message>
    <message>
        <source>Add to &amp;job sheet</source>
        <translation>作業票に追加(&amp;J)</translation>
    </message>
    <message>
        <source>&amp;Tag…</source>
        <translation>タグ(&amp;T)…</translation>
    </message>
    <message>
        <source>Take the tag “{tag}” off</source>
        <translation>タグ「{tag}」を外す</translation>
    </message>
</context>
<context>
    <name>HitText</name>
    <message>
        <source>Description</source>
        <translation>説明文</translation>
    </message>
    <message>
        <source>page {page} of {pages}</source>
        <translation>{page} / {pages} ページ</translation>
    </message>
    <message>
        <source>Best match</source>
        <translation>最も近い結果</translation>
    </message>
    <message>
        <source>Closest</source>
        <translation>最も近いもの</translation>
    </message>
    <message>
        <source>Older revision</source>
        <translation>旧版</translation>
    </message>
    <message>
        <source>Newer revision</source>
        <translation>新版</translation>
    </message>
    <message>
        <source>In another language</source>
        <translation>別の言語</translation>
    </message>
    <message>
        <source>In another format</source>
        <translation>別の形式</translation>
    </message>
    <message>
        <source>In another size</source>
        <translation>別のサイズ</translation>
    </message>
    <message numerus="yes">
        <source>+%n edition(s)</source>
        <translation>
            <numerusform>他 %n 版</numerusform>
        </translation>
    </message>
    <message>
        <source>{own}: you asked for {asked}</source>
        <translation>{own}（ご指定は {asked}）</translation>
    </message>
    <message>
        <source>{route}, looks alike</source>
        <translation>{route}（似た表記）</translation>
    </message>
    <message>
        <source>{route}, only a part</source>
        <translation>{route}（一部のみ）</translation>
    </message>
    <message>
        <source>Also as {format}</source>
        <translation>{format} もあり</translation>
    </message>
    <message>
        <source>Also in {language}</source>
        <translation>{language}もあり</translation>
    </message>
    <message>
        <source>{route}: {terms}</source>
        <translation>{route}: {terms}</translation>
    </message>
</context>
<context>
    <name>JobSheetWriter</name>
    <message>
        <source>S&amp;ave as PDF…</source>
        <translation>PDF で保存(&amp;A)…</translation>
    </message>
    <message>
        <source>Pr&amp;int…</source>
        <translation>印刷…(&amp;I)</translation>
    </message>
    <message>
        <source>Print the job sheet (Ctrl+P)</source>
        <translation>作業票を印刷 (Ctrl+P)</translation>
    </message>
    <message>
        <source>Open as P&amp;DF</source>
        <translation>PDF として開く(&amp;D)</translation>
    </message>
    <message>
        <source>Print it with another program, or look at it there</source>
        <translation>ほかのプログラムで印刷したり見たりします</translation>
    </message>
    <message>
        <source>Writing the job sheet</source>
        <translation>作業票を書き出しています</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>キャンセル(&amp;C)</translation>
    </message>
    <message>
        <source>Save the job sheet as a PDF</source>
        <translation>作業票を PDF で保存</translation>
    </message>
    <message>
        <source>The job sheet was not written.</source>
        <translation>作業票の書き出しを中止しました。</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>保存しました: {file}</translation>
    </message>
    <message>
        <source>{name} is opened.</source>
        <translation>{name} を開きました。</translation>
    </message>
    <message>
        <source>No program could open {name}. Save it as a PDF instead.</source>
        <translation>{name} を開けるプログラムがありません。PDF で保存してください。</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) could not be had; the sheet says why.</source>
        <translation>
            <numerusform>%n ページを用意できませんでした。理由は作業票に書いてあります。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobSheetsPage</name>
    <message>
        <source>Job sheets</source>
        <translation>作業票</translation>
    </message>
    <message>
        <source>&amp;New job sheet</source>
        <translation>新しい作業票(&amp;N)</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>削除(&amp;M)</translation>
    </message>
    <message>
        <source>Remove this job sheet; no file is touched</source>
        <translation>この作業票を削除します。ファイルはそのままです</translation>
    </message>
    <message>
        <source>What is to be done there</source>
        <translation>このページで行う作業</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>開く(&amp;O)</translation>
    </message>
    <message>
        <source>Open the file at this page (Enter)</source>
        <translation>ファイルをこのページで開く (Enter)</translation>
    </message>
    <message>
        <source>Move up (Alt+Up)</source>
        <translation>上へ移動 (Alt+↑)</translation>
    </message>
    <message>
        <source>Move down (Alt+Down)</source>
        <translation>下へ移動 (Alt+↓)</translation>
    </message>
    <message>
        <source>Ta&amp;ke off</source>
        <translation>外す(&amp;K)</translation>
    </message>
    <message>
        <source>Take this page off the sheet (Delete)</source>
        <translation>このページを作業票から外す (Delete)</translation>
    </message>
    <message>
        <source>No job sheets yet</source>
        <translation>作業票はまだありません</translation>
    </message>
    <message>
        <source>Collect the pages that a job needs: press Ctrl+J on a result or a page, or choose “Add to job sheet” from its menu. Then take them along as one PDF.</source>
        <translation>作業に必要なページを集められます。結果やページで Ctrl+J を押すか、メニューの「作業票に追加」を選んでください。ひとつの PDF にまとめて現場へ持っていけます。</translation>
    </message>
    <message>
        <source>Nothing on this sheet yet</source>
        <translation>この作業票にはまだページがありません</translation>
    </message>
    <message>
        <source>Search for a page, then press Ctrl+J. It comes onto the sheet that is chosen here.</source>
        <translation>ページを検索して Ctrl+J を押すと、ここで選んだ作業票に入ります。</translation>
    </message>
    <message>
        <source>Tit&amp;le</source>
        <translation>題名(&amp;L)</translation>
    </message>
    <message>
        <source>No&amp;te</source>
        <translation>メモ(&amp;T)</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n ページ</numerusform>
        </translation>
    </message>
    <message>
        <source>The job sheet “{title}” was removed.</source>
        <translation>作業票「{title}」を削除しました。</translation>
    </message>
    <message>
        <source>{name}, page {page}, was taken off.</source>
        <translation>{name} の {page} ページを外しました。</translation>
    </message>
</context>
<context>
    <name>KindTabs</name>
    <message>
        <source>A&amp;ll</source>
        <translation>すべて(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Manuals</source>
        <translation>説明書(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Drawings</source>
        <translation>図面(&amp;D)</translation>
    </message>
    <message>
        <source>Pho&amp;tos</source>
        <translation>写真(&amp;T)</translation>
    </message>
    <message numerus="yes">
        <source>%n result(s) in the list</source>
        <translation>
            <numerusform>一覧に %n 件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LearningPanel</name>
    <message>
        <source>&amp;Learn now</source>
        <translation>今すぐ学習(&amp;L)</translation>
    </message>
    <message>
        <source>From confirmed answers, tags and own terms</source>
        <translation>確認済みの答え・タグ・独自の用語から</translation>
    </message>
    <message>
        <source>Learn parts from &amp;photos…</source>
        <translation>写真から部品を学習(&amp;P)…</translation>
    </message>
    <message>
        <source>A folder with one folder of photos for each part, named after it; five photos will do</source>
        <translation>部品名のフォルダーに写真を入れ、それらをまとめたフォルダー。写真は 5 枚で十分です</translation>
    </message>
    <message>
        <source>&amp;Use it</source>
        <translation>使う(&amp;U)</translation>
    </message>
    <message>
        <source>Search with what was learned last</source>
        <translation>最後に学習した結果を使って検索</translation>
    </message>
    <message>
        <source>Take it &amp;back</source>
        <translation>元に戻す(&amp;B)</translation>
    </message>
    <message>
        <source>Search as before this was learned; can be used again</source>
        <translation>学習前と同じように検索。後でまた使えます</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>学習中</translation>
    </message>
    <message>
        <source>Sto&amp;p</source>
        <translation>中止(&amp;P)</translation>
    </message>
    <message>
        <source>What was learned here</source>
        <translation>ここで学習したこと</translation>
    </message>
    <message numerus="yes">
        <source>To learn from: %n confirmed question(s)</source>
        <translation>
            <numerusform>学習に使えるもの: 確認済みの質問 %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation>
            <numerusform>タグ %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing that was learned is in use.</source>
        <translation>使用中の学習結果はありません。</translation>
    </message>
    <message>
        <source>In use: learned {when}.</source>
        <translation>使用中の学習結果: {when}。</translation>
    </message>
    <message>
        <source>It was learned for another encoder and rests. Learn again for this one.</source>
        <translation>別のエンコーダー用に学習したもののため、使われていません。このエンコーダー用にもう一度学習してください。</translation>
    </message>
    <message>
        <source>What was learned last is not in use.</source>
        <translation>最後の学習結果は使われていません。</translation>
    </message>
    <message>
        <source>Questions in words</source>
        <translation>言葉での質問</translation>
    </message>
    <message>
        <source>Parts by their photos</source>
        <translation>写真からの部品検索</translation>
    </message>
    <message>
        <source>{kind}: too few to learn from, {pairs} of {needed}.</source>
        <translation>{kind}: 学習には足りません（{needed} 件中 {pairs} 件）。</translation>
    </message>
    <message>
        <source>{kind}: too few photos; each part needs {needed}, better five.</source>
        <translation>{kind}: 写真が足りません。部品ごとに {needed} 枚、できれば 5 枚必要です。</translation>
    </message>
    <message>
        <source>{kind}: better. First / among five: before {before}, now {after} ({pairs} held-out pairs).</source>
        <translation>{kind}: 改善しました。先頭／5 件以内: 前 {before}、今 {after}（学習に使わなかった {pairs} 組）。</translation>
    </message>
    <message>
        <source>{kind}: not better, so nothing is changed. First / among five: before {before}, after {after} ({pairs} held-out pairs).</source>
        <translation>{kind}: 改善しないため、何も変更していません。先頭／5 件以内: 前 {before}、後 {after}（学習に使わなかった {pairs} 組）。</translation>
    </message>
    <message>
        <source>Parts learned: {names}</source>
        <translation>学習した部品: {names}</translation>
    </message>
    <message>
        <source>Not learned, because their photos have too little in common or are too few: {names}</source>
        <translation>写真に共通点が少ないか枚数が足りないため、学習しなかった部品: {names}</translation>
    </message>
    <message>
        <source>Choose a folder with one folder of photos for each part</source>
        <translation>部品ごとに写真のフォルダーを分けたフォルダーを選択</translation>
    </message>
    <message>
        <source>Learned, and in use from the next search on.</source>
        <translation>学習しました。次の検索から使われます。</translation>
    </message>
    <message>
        <source>Nothing is changed: it would not find more.</source>
        <translation>検索が良くならないため、何も変更していません。</translation>
    </message>
    <message>
        <source>In use from the next search on.</source>
        <translation>次の検索から使われます。</translation>
    </message>
    <message>
        <source>Taken back: the search is as it was before.</source>
        <translation>元に戻しました。検索は学習前と同じです。</translation>
    </message>
</context>
<context>
    <name>LeftOutDialog</name>
    <message>
        <source>What is left out</source>
        <translation>除外したもの</translation>
    </message>
    <message>
        <source>Files and folders that are left out</source>
        <translation>除外したファイルとフォルダー</translation>
    </message>
    <message>
        <source>File or folder</source>
        <translation>ファイルまたはフォルダー</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>ファイル数</translation>
    </message>
    <message>
        <source>&amp;Take in</source>
        <translation>取り入れる(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>閉じる(&amp;C)</translation>
    </message>
    <message>
        <source>Hidden files and folders can be taken in: choose them below. For what a rule leaves out, change the rule.</source>
        <translation>隠しファイルと隠しフォルダーは、下で選べば取り入れられます。ルールで除外したものは、ルールを変えてください。</translation>
    </message>
    <message>
        <source>others</source>
        <translation>その他</translation>
    </message>
    <message>
        <source>{count} or more</source>
        <translation>{count} 以上</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>隠しファイル</translation>
    </message>
    <message>
        <source>Left out by a rule</source>
        <translation>ルールで除外したもの</translation>
    </message>
    <message>
        <source>Links, which are not followed</source>
        <translation>たどらないリンク</translation>
    </message>
    <message>
        <source>Files of the system and of other programs</source>
        <translation>システムやほかのプログラムのファイル</translation>
    </message>
    <message>
        <source>Pipes, devices and the like</source>
        <translation>パイプやデバイスなど</translation>
    </message>
    <message>
        <source>This catalogue itself</source>
        <translation>このカタログ自身</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Opening the catalogue…</source>
        <translation>カタログを開いています…</translation>
    </message>
    <message>
        <source>Saving what can be read of the catalogue…</source>
        <translation>カタログから読み取れるものを救出しています…</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>もう一度開く(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Repair</source>
        <translation>修復(&amp;R)</translation>
    </message>
    <message>
        <source>Save what was added to the catalogue, and index its folders again</source>
        <translation>カタログに付け加えた情報を救出し、フォルダーを索引し直します</translation>
    </message>
    <message>
        <source>The catalogue cannot be opened</source>
        <translation>カタログを開けません</translation>
    </message>
    <message>
        <source>Taken back: {what}</source>
        <translation>元に戻しました: {what}</translation>
    </message>
    <message>
        <source>The catalogue in {folder}, which was open last, is not there any more. If it lies on a drive, connect it and open it with File, Open catalogue. A copy that was saved comes back with: imtextgui restore.</source>
        <translation>最後に開いていた {folder} のカタログが見つかりません。ドライブにある場合は接続し、「ファイル」の「カタログを開く」で開いてください。保存したコピーは imtextgui restore で元に戻せます。</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>Menu</source>
        <translation>メニュー</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>検索(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Page</source>
        <translation>ページ(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
    <message>
        <source>&amp;Add folder…</source>
        <translation>フォルダーを追加(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Re-index</source>
        <translation>索引を更新(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>印刷…(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Save the results…</source>
        <translation>結果を保存…(&amp;S)</translation>
    </message>
    <message>
        <source>Copy the results as a &amp;table</source>
        <translation>結果を表としてコピー(&amp;T)</translation>
    </message>
    <message>
        <source>Pro&amp;blems…</source>
        <translation>問題一覧…(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Words</source>
        <translation>言葉(&amp;W)</translation>
    </message>
    <message>
        <source>Where a part &amp;number is used…</source>
        <translation>品番の使用箇所…(&amp;N)</translation>
    </message>
    <message>
        <source>Open &amp;photo…</source>
        <translation>写真を開く(&amp;P)…</translation>
    </message>
    <message>
        <source>Ta&amp;ke a photo…</source>
        <translation>写真を撮る…(&amp;K)</translation>
    </message>
    <message>
        <source>Paste p&amp;hoto</source>
        <translation>写真を貼り付け(&amp;H)</translation>
    </message>
    <message>
        <source>Back, or &amp;clear the search</source>
        <translation>戻る／検索を消す(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Open the file</source>
        <translation>ファイルを開く(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Previous page</source>
        <translation>前のページ(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Next page</source>
        <translation>次のページ(&amp;N)</translation>
    </message>
    <message>
        <source>Previous &amp;match</source>
        <translation>前の一致ページ(&amp;M)</translation>
    </message>
    <message>
        <source>Next m&amp;atch</source>
        <translation>次の一致ページ(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Find in the document</source>
        <translation>文書内を検索(&amp;F)</translation>
    </message>
    <message>
        <source>Find ne&amp;xt place</source>
        <translation>次の箇所を検索(&amp;X)</translation>
    </message>
    <message>
        <source>Find p&amp;revious place</source>
        <translation>前の箇所を検索(&amp;R)</translation>
    </message>
    <message>
        <source>All pages at a &amp;glance</source>
        <translation>全ページを一覧(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Compare two pages</source>
        <translation>2 ページを比較(&amp;C)</translation>
    </message>
    <message>
        <source>Add to &amp;job sheet</source>
        <translation>作業票に追加(&amp;J)</translation>
    </message>
    <message>
        <source>&amp;Larger</source>
        <translation>拡大(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Smaller</source>
        <translation>縮小(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Whole page</source>
        <translation>ページ全体(&amp;W)</translation>
    </message>
    <message>
        <source>Page w&amp;idth</source>
        <translation>ページの幅(&amp;I)</translation>
    </message>
    <message>
        <source>Page alo&amp;ne on the screen</source>
        <translation>ページだけを全画面表示(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Filters</source>
        <translation>絞り込み(&amp;F)</translation>
    </message>
    <message>
        <source>Results as p&amp;ictures or list</source>
        <translation>結果を画像またはリストで表示(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Page preview</source>
        <translation>ページのプレビュー(&amp;P)</translation>
    </message>
    <message>
        <source>Colours of the &amp;system</source>
        <translation>システムの配色(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>明るい配色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>暗い配色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Tour of the window</source>
        <translation>ウィンドウの案内(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;First steps</source>
        <translation>はじめに(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>キー一覧(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About imtextgui</source>
        <translation>imtextgui について(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Undo: {what}</source>
        <translation>元に戻す(&amp;U): {what}</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>The folders are being indexed already.</source>
        <translation>すでに索引を更新しています。</translation>
    </message>
</context>
<context>
    <name>NavigationRail</name>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>History</source>
        <translation>履歴</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>Dictionary</source>
        <translation>辞書</translation>
    </message>
    <message>
        <source>Job sheets</source>
        <translation>作業票</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>正確さ</translation>
    </message>
    <message>
        <source>Trial</source>
        <translation>トライアル</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
</context>
<context>
    <name>NeighboursMenu</name>
    <message>
        <source>Search in &amp;these, too</source>
        <translation>次のカタログも検索(&amp;T)</translation>
    </message>
    <message>
        <source>No other catalogue was open yet</source>
        <translation>ほかのカタログはまだ開かれていません</translation>
    </message>
    <message>
        <source>Left out of this answer: {reason}</source>
        <translation>この回答に含まれていないカタログ: {reason}</translation>
    </message>
</context>
<context>
    <name>NextSteps</name>
    <message>
        <source>Show all kinds</source>
        <translation>すべての種類を表示</translation>
    </message>
    <message>
        <source>Show what came closest</source>
        <translation>最も近いものを見る</translation>
    </message>
    <message>
        <source>Teach “{word}”…</source>
        <translation>「{word}」を教える…</translation>
    </message>
    <message>
        <source>Try a photo…</source>
        <translation>写真で試す…</translation>
    </message>
    <message>
        <source>Without {filter}</source>
        <translation>{filter} を外す</translation>
    </message>
    <message numerus="yes">
        <source>Take %n filter(s) away</source>
        <translation>
            <numerusform>絞り込みを %n 件外す</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoResults</name>
    <message>
        <source>Nothing of this kind</source>
        <translation>この種類の結果はありません</translation>
    </message>
    <message>
        <source>No good match</source>
        <translation>よく一致するものがありません</translation>
    </message>
    <message numerus="yes">
        <source>%Ln result(s) of other kinds</source>
        <translation>
            <numerusform>他の種類の結果 %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln page(s) can be found.</source>
        <translation>
            <numerusform>%Ln ページを検索できます</numerusform>
        </translation>
    </message>
    <message>
        <source>Type what you look for, or drop a photo of the part anywhere on this window.</source>
        <translation>探すものを入力するか、部品の写真をこのウィンドウにドロップしてください。</translation>
    </message>
    <message>
        <source>Pages can be found as soon as they are indexed.</source>
        <translation>索引が作成されたページから検索できます。</translation>
    </message>
    <message>
        <source>Nothing indexed yet</source>
        <translation>まだ索引がありません</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Close this message</source>
        <translation>このメッセージを閉じる</translation>
    </message>
    <message>
        <source>&amp;Repair</source>
        <translation>修復(&amp;R)</translation>
    </message>
</context>
<context>
    <name>OldWay</name>
    <message>
        <source>Words of a file name</source>
        <translation>ファイル名の言葉</translation>
    </message>
    <message>
        <source>Search file &amp;names</source>
        <translation>ファイル名で検索(&amp;N)</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>ファイル</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n 件のファイル</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OverflowBar</name>
    <message>
        <source>More</source>
        <translation>その他</translation>
    </message>
</context>
<context>
    <name>PageCanvas</name>
    <message>
        <source>Page</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Plus and minus zoom, 0 fits the page, W its width, R turns it, arrow keys move it.</source>
        <translation>プラスとマイナスで拡大・縮小、0 でページ全体、W でページの幅、R で回転、矢印キーで移動します。</translation>
    </message>
</context>
<context>
    <name>PageHeader</name>
    <message>
        <source>&amp;Open</source>
        <translation>開く(&amp;O)</translation>
    </message>
    <message>
        <source>Open the file (Enter)</source>
        <translation>ファイルを開く (Enter)</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>フォルダーで表示</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>パスをコピー</translation>
    </message>
    <message numerus="yes">
        <source>%n more copies</source>
        <translation>
            <numerusform>ほかに同じファイル %n 件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PageOverview</name>
    <message>
        <source>All pages of the document</source>
        <translation>文書の全ページ</translation>
    </message>
</context>
<context>
    <name>PagePreview</name>
    <message>
        <source>No page chosen</source>
        <translation>ページが選ばれていません</translation>
    </message>
    <message>
        <source>Choose a result to read its page here.</source>
        <translation>検索結果を選ぶと、ここにページが表示されます。</translation>
    </message>
</context>
<context>
    <name>PagePrinting</name>
    <message>
        <source>page {page} of {pages}</source>
        <translation>{page}/{pages} ページ</translation>
    </message>
</context>
<context>
    <name>PageStrip</name>
    <message>
        <source>Pages of the document</source>
        <translation>文書のページ</translation>
    </message>
</context>
<context>
    <name>PageTags</name>
    <message>
        <source>Correct the description</source>
        <translation>説明文を直す</translation>
    </message>
    <message>
        <source>Description of the page</source>
        <translation>ページの説明文</translation>
    </message>
    <message>
        <source>Description; empty brings the automatic one back</source>
        <translation>説明文（空にすると自動の文に戻ります）</translation>
    </message>
    <message>
        <source>{name} ({words})</source>
        <translation>{name}（{words}）</translation>
    </message>
    <message>
        <source>Known pictures like this one: {names}</source>
        <translation>似ている既知の画像: {names}</translation>
    </message>
    <message>
        <source>Automatic: {text}</source>
        <translation>自動: {text}</translation>
    </message>
    <message>
        <source>Suggested tag {name}: {why}</source>
        <translation>タグの提案 {name}: {why}</translation>
    </message>
    <message>
        <source>&amp;Give the tag “{name}”</source>
        <translation>タグ「{name}」を付ける(&amp;G)</translation>
    </message>
    <message>
        <source>Give &amp;another tag instead</source>
        <translation>別のタグを付ける(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Not this one</source>
        <translation>このタグは違う(&amp;N)</translation>
    </message>
    <message>
        <source>Tagged “{tag}”.</source>
        <translation>タグ「{tag}」を付けました。</translation>
    </message>
    <message>
        <source>“{tag}” is not suggested for this page again.</source>
        <translation>このページには「{tag}」を今後は提案しません。</translation>
    </message>
    <message>
        <source>Tag in the place of “{tag}”</source>
        <translation>「{tag}」の代わりに付けるタグ</translation>
    </message>
    <message>
        <source>The description is kept.</source>
        <translation>説明文を保存しました。</translation>
    </message>
    <message>
        <source>The automatic description is back.</source>
        <translation>自動の説明文に戻しました。</translation>
    </message>
</context>
<context>
    <name>PageText</name>
    <message>
        <source>Text of the page</source>
        <translation>ページの文字</translation>
    </message>
    <message>
        <source>This page has no text.</source>
        <translation>このページに文字はありません。</translation>
    </message>
</context>
<context>
    <name>PageToolbar</name>
    <message>
        <source>Previous page (Alt+Left)</source>
        <translation>前のページ (Alt+←)</translation>
    </message>
    <message>
        <source>Next page (Alt+Right)</source>
        <translation>次のページ (Alt+→)</translation>
    </message>
    <message>
        <source>Previous page that matched (Alt+Up)</source>
        <translation>前の一致ページ (Alt+↑)</translation>
    </message>
    <message>
        <source>Next page that matched (Alt+Down)</source>
        <translation>次の一致ページ (Alt+↓)</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>縮小</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>拡大</translation>
    </message>
    <message>
        <source>Turn the page (R)</source>
        <translation>ページを回転 (R)</translation>
    </message>
    <message>
        <source>Search with a part of the page: draw a frame</source>
        <translation>ページの一部で検索: 枠を描く</translation>
    </message>
    <message>
        <source>Find in the document (Ctrl+F)</source>
        <translation>文書内を検索 (Ctrl+F)</translation>
    </message>
    <message>
        <source>All pages at a glance (Ctrl+T)</source>
        <translation>全ページを一覧 (Ctrl+T)</translation>
    </message>
    <message>
        <source>Show the text of the page</source>
        <translation>ページのテキストを表示</translation>
    </message>
    <message>
        <source>Add this page to the job sheet (Ctrl+J)</source>
        <translation>このページを作業票に追加 (Ctrl+J)</translation>
    </message>
    <message>
        <source>Open the file (Enter)</source>
        <translation>ファイルを開く (Enter)</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>フォルダーで表示</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>パスをコピー</translation>
    </message>
    <message>
        <source>Page at full size (Space)</source>
        <translation>ページを大きく表示 (スペース)</translation>
    </message>
    <message>
        <source>Size of the page against its true size</source>
        <translation>実物に対するページの大きさ</translation>
    </message>
    <message>
        <source>{page} / {pages}</source>
        <translation>{page} / {pages}</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent}%</translation>
    </message>
    <message>
        <source>Zoom {percent} %</source>
        <translation>倍率 {percent}%</translation>
    </message>
    <message>
        <source>Width of the page (W)</source>
        <translation>ページの幅に合わせる (W)</translation>
    </message>
    <message>
        <source>Whole page (0)</source>
        <translation>ページ全体 (0)</translation>
    </message>
</context>
<context>
    <name>PagesModel</name>
    <message>
        <source>page {page}, found</source>
        <translation>{page} ページ、一致</translation>
    </message>
    <message>
        <source>page {page}</source>
        <translation>{page} ページ</translation>
    </message>
</context>
<context>
    <name>PhotoCanvas</name>
    <message>
        <source>Photo to search with</source>
        <translation>検索に使う写真</translation>
    </message>
    <message>
        <source>Drag a frame around the part. Space makes a frame, arrow keys move it, Delete removes it.</source>
        <translation>部品をドラッグして囲みます。スペースで枠を作り、矢印キーで動かし、Deleteで消します。</translation>
    </message>
</context>
<context>
    <name>PhotoCodeRow</name>
    <message>
        <source>Search for what the barcode says: {text}</source>
        <translation>バーコードの内容で検索します: {text}</translation>
    </message>
</context>
<context>
    <name>PhotoDropCard</name>
    <message>
        <source>Open p&amp;hoto…</source>
        <translation>写真を開く(&amp;H)…</translation>
    </message>
    <message>
        <source>Take a photo with the camera (F4)</source>
        <translation>カメラで写真を撮る (F4)</translation>
    </message>
    <message>
        <source>Paste a picture (Ctrl+V)</source>
        <translation>画像を貼り付け (Ctrl+V)</translation>
    </message>
    <message>
        <source>By photo</source>
        <translation>写真で探す</translation>
    </message>
    <message>
        <source>Drop a photo of the part here</source>
        <translation>部品の写真をここにドロップ</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation>クリップボードに画像がありません。</translation>
    </message>
</context>
<context>
    <name>PhotoPanel</name>
    <message>
        <source>Pasted picture</source>
        <translation>貼り付けた画像</translation>
    </message>
    <message>
        <source>Suggest a frame</source>
        <translation>枠を提案</translation>
    </message>
    <message>
        <source>Another photo of the same</source>
        <translation>同じものの写真を追加</translation>
    </message>
    <message>
        <source>By photo</source>
        <translation>写真で探す</translation>
    </message>
    <message>
        <source>Photo of the camera</source>
        <translation>カメラの写真</translation>
    </message>
    <message>
        <source>Earlier photo</source>
        <translation>以前の写真</translation>
    </message>
    <message>
        <source>Use the whole photo</source>
        <translation>写真全体を使う</translation>
    </message>
    <message>
        <source>Another photo of the same with the camera</source>
        <translation>同じものをカメラでもう一枚撮る</translation>
    </message>
    <message>
        <source>Remove the photo</source>
        <translation>写真を外す</translation>
    </message>
    <message>
        <source>Open a photo</source>
        <translation>写真を開く</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>写真</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>読み込み中…</translation>
    </message>
    <message>
        <source>Looking for the part…</source>
        <translation>部品を探しています…</translation>
    </message>
    <message>
        <source>Nothing stands out: drag a frame</source>
        <translation>目立つものがありません。枠をドラッグしてください</translation>
    </message>
    <message>
        <source>Drag a frame around the part</source>
        <translation>部品をドラッグで囲めます</translation>
    </message>
    <message>
        <source>Only the framed part counts</source>
        <translation>枠の中だけで検索中</translation>
    </message>
</context>
<context>
    <name>PhotoStrip</name>
    <message>
        <source>Any</source>
        <translation>いずれか</translation>
    </message>
    <message>
        <source>Whether any or all photos must fit</source>
        <translation>いずれかの写真に合えばよいか、すべてに合う必要があるか</translation>
    </message>
    <message>
        <source>Photo {number}</source>
        <translation>写真 {number}</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
</context>
<context>
    <name>PictureNote</name>
    <message>
        <source>This file was found by its name. Its content could not be read.</source>
        <translation>ファイル名で見つかりました。中身は読み取れませんでした。</translation>
    </message>
    <message>
        <source>STEP models are drawn where a CAD kernel is installed: pip install &quot;imtextgui[step]&quot;, then index the folder again.</source>
        <translation>STEP モデルは CAD カーネルがあると描画されます。pip install &quot;imtextgui[step]&quot; を実行し、フォルダーをもう一度索引してください。</translation>
    </message>
    <message>
        <source>This page is gone. Index the folder again to take up what changed.</source>
        <translation>このページはもうありません。索引を更新すると、変更が反映されます。</translation>
    </message>
</context>
<context>
    <name>PrintPreview</name>
    <message numerus="yes">
        <source>Print %n page(s)</source>
        <translation>
            <numerusform>%n ページを印刷</numerusform>
        </translation>
    </message>
    <message>
        <source>Pages as they are printed</source>
        <translation>印刷されるページ</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>印刷…(&amp;P)</translation>
    </message>
    <message>
        <source>Size of the paper</source>
        <translation>用紙の大きさ</translation>
    </message>
    <message>
        <source>Orientation of the paper</source>
        <translation>用紙の向き</translation>
    </message>
    <message>
        <source>Upright</source>
        <translation>縦</translation>
    </message>
    <message>
        <source>Lying</source>
        <translation>横</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>縮小</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>拡大</translation>
    </message>
    <message>
        <source>Whole page</source>
        <translation>全体</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>印刷中</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>閉じる(&amp;C)</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n ページ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) printed.</source>
        <translation>
            <numerusform>%n ページを印刷しました。</numerusform>
        </translation>
    </message>
    <message>
        <source>The printer did not take the pages.</source>
        <translation>プリンターがページを受け付けませんでした。</translation>
    </message>
</context>
<context>
    <name>ProblemsModel</name>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>No longer there</source>
        <translation>見つからない</translation>
    </message>
    <message>
        <source>No permission to read</source>
        <translation>読み取り権限がない</translation>
    </message>
    <message>
        <source>Not supported yet</source>
        <translation>まだ対応していない形式</translation>
    </message>
    <message>
        <source>Needs a converter</source>
        <translation>変換プログラムが必要</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>中身がない</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>壊れている</translation>
    </message>
    <message>
        <source>Protected by a password</source>
        <translation>パスワードで保護されている</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>大きすぎる</translation>
    </message>
    <message>
        <source>Took too long</source>
        <translation>時間がかかりすぎた</translation>
    </message>
    <message>
        <source>Made the reader fail</source>
        <translation>読み取り処理が停止した</translation>
    </message>
    <message>
        <source>Reader ended from outside</source>
        <translation>読み取りが外部から終了された</translation>
    </message>
    <message>
        <source>Changed while it was read</source>
        <translation>読み取り中に変更された</translation>
    </message>
    <message>
        <source>Changed since it was indexed</source>
        <translation>索引の後で変更された</translation>
    </message>
    <message>
        <source>Not on this disk</source>
        <translation>このディスクにない</translation>
    </message>
    <message>
        <source>Drive not connected</source>
        <translation>ドライブが未接続</translation>
    </message>
    <message>
        <source>{name}, page {page}</source>
        <translation>{name}、{page} ページ</translation>
    </message>
</context>
<context>
    <name>ProblemsPage</name>
    <message>
        <source>Files with problems</source>
        <translation>問題のあるファイル</translation>
    </message>
    <message>
        <source>&amp;Back to the folders</source>
        <translation>フォルダーに戻る(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Retry all</source>
        <translation>すべて再試行(&amp;R)</translation>
    </message>
    <message>
        <source>Retry this ca&amp;use</source>
        <translation>この原因だけ再試行(&amp;U)</translation>
    </message>
    <message>
        <source>Take the files with this cause again, and no others</source>
        <translation>この原因のファイルだけをもう一度読み込みます</translation>
    </message>
    <message>
        <source>Retry this f&amp;ile</source>
        <translation>このファイルだけ再試行(&amp;I)</translation>
    </message>
    <message>
        <source>Take this file again, and no other</source>
        <translation>このファイルだけをもう一度読み込みます</translation>
    </message>
    <message>
        <source>Show in fold&amp;er</source>
        <translation>場所を表示(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Copy list</source>
        <translation>一覧をコピー(&amp;C)</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>書き出す(&amp;X)…</translation>
    </message>
    <message>
        <source>Save the list as a CSV file</source>
        <translation>一覧を CSV ファイルに保存</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) with problems</source>
        <translation>
            <numerusform>問題のあるファイル: %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything else was indexed. These files are found by their names only.</source>
        <translation>ほかのファイルはすべて索引に入りました。これらはファイル名でのみ見つかります。</translation>
    </message>
    <message>
        <source>List copied.</source>
        <translation>一覧をコピーしました。</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>保存しました: {file}</translation>
    </message>
</context>
<context>
    <name>PublishButton</name>
    <message>
        <source>Choose an empty folder, such as one of a share, that others open as their catalogue</source>
        <translation>ほかの人がカタログとして開く、共有フォルダーなどの空のフォルダーを選んでください</translation>
    </message>
    <message>
        <source>It is still in the catalogue as it is published in {folders}. Publish it there again.</source>
        <translation>{folders} に公開されたカタログには、まだ残っています。もう一度そこに公開してください。</translation>
    </message>
    <message>
        <source>It is still in the catalogue as it is published in {folders}. An empty one takes its place with: imtextgui publish --to FOLDER --overwrite</source>
        <translation>{folders} に公開されたカタログには、まだ残っています。次のコマンドで空のカタログに置き換わります: imtextgui publish --to FOLDER --overwrite</translation>
    </message>
    <message numerus="yes">
        <source>%Ln page(s)</source>
        <translation>
            <numerusform>%Ln ページ</numerusform>
        </translation>
    </message>
    <message>
        <source>Published in {folder}: {pages}. Others have it within a minute.</source>
        <translation>{folder} に公開しました: {pages}。ほかの人には一分以内に届きます。</translation>
    </message>
    <message>
        <source>Nothing has changed since it was published in {folder}: {pages}.</source>
        <translation>{folder} に公開してから変わったものはありません: {pages}。</translation>
    </message>
    <message>
        <source>&amp;Publish…</source>
        <translation>公開(&amp;P)…</translation>
    </message>
    <message>
        <source>Let others search this catalogue, from a folder of a share</source>
        <translation>共有フォルダーから、ほかの人もこのカタログを検索できるようにします</translation>
    </message>
    <message>
        <source>&amp;Publish</source>
        <translation>公開(&amp;P)</translation>
    </message>
    <message>
        <source>Publish it again in {folder}</source>
        <translation>{folder} にもう一度公開します</translation>
    </message>
</context>
<context>
    <name>QualityPage</name>
    <message>
        <source>&amp;Measure now</source>
        <translation>今すぐ測る(&amp;M)</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>測定しています</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>中止(&amp;C)</translation>
    </message>
    <message>
        <source>Right page first</source>
        <translation>正しいページが 1 番目</translation>
    </message>
    <message>
        <source>Right file first</source>
        <translation>正しいファイルが 1 番目</translation>
    </message>
    <message>
        <source>Right file among ten</source>
        <translation>正しいファイルが 10 件以内</translation>
    </message>
    <message>
        <source>Looked sure, was wrong</source>
        <translation>確かそうで間違い</translation>
    </message>
    <message>
        <source>Time of a search</source>
        <translation>検索時間</translation>
    </message>
    <message>
        <source>Questions whose right page did not come first</source>
        <translation>正しいページが 1 番目に出なかった質問</translation>
    </message>
    <message>
        <source>&amp;Ask this</source>
        <translation>この質問で検索(&amp;A)</translation>
    </message>
    <message>
        <source>Search with this question (Enter)</source>
        <translation>この質問で検索します（Enter）</translation>
    </message>
    <message>
        <source>What the search saves, in figures (Ctrl+9)</source>
        <translation>検索でどれだけ手間が減るかを数値で見る (Ctrl+9)</translation>
    </message>
    <message>
        <source>Trial…</source>
        <translation>トライアル…</translation>
    </message>
    <message>
        <source>How well the search answers</source>
        <translation>検索の正確さ</translation>
    </message>
    <message>
        <source>Measured on the questions in words whose right answer was confirmed, as if nobody had confirmed it.</source>
        <translation>「これが正解」と記録した言葉の質問で、その記録を使わずに測ります。</translation>
    </message>
    <message>
        <source>Nothing to measure yet</source>
        <translation>まだ測るものがありません</translation>
    </message>
    <message>
        <source>When a result is what you were looking for, choose “This is the right answer” in its menu. From such answers it can be measured how often the right page comes first.</source>
        <translation>探していた結果が出たら、メニューの「これが正解」を選んでください。その記録から、正しいページがどれだけ1番目に出るかを測れます。</translation>
    </message>
    <message>
        <source>Not measured yet</source>
        <translation>まだ測っていません</translation>
    </message>
    <message>
        <source>Answers were confirmed here. Press “Measure now” to see how often they are found.</source>
        <translation>正解の記録があります。「今すぐ測る」を押すと、どれだけ見つかるかが分かります。</translation>
    </message>
    <message>
        <source>by file names alone: {share}</source>
        <translation>ファイル名だけの検索: {share}</translation>
    </message>
    <message>
        <source>measured for the first time</source>
        <translation>初めての測定</translation>
    </message>
    <message>
        <source>before: {share}, {when}</source>
        <translation>前回: {share}（{when}）</translation>
    </message>
    <message>
        <source>marked strong or possible</source>
        <translation>可能性あり以上と表示</translation>
    </message>
    <message>
        <source>half of them are faster</source>
        <translation>半数はこれより速い</translation>
    </message>
    <message numerus="yes">
        <source>%n question(s)</source>
        <translation>
            <numerusform>質問 %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n ページ</numerusform>
        </translation>
    </message>
    <message>
        <source>measured {when}</source>
        <translation>測定: {when}</translation>
    </message>
    <message>
        <source>The right page came first for every question.</source>
        <translation>すべての質問で正しいページが 1 番目に出ました。</translation>
    </message>
    <message>
        <source>right page in place {place}</source>
        <translation>正しいページは {place} 番目</translation>
    </message>
    <message>
        <source>right file in place {place}, with another page</source>
        <translation>正しいファイルは {place} 番目（別のページ）</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>見つかりませんでした</translation>
    </message>
    <message>
        <source>Right page first: {share}. Not kept: another program has the catalogue open.</source>
        <translation>正しいページが 1 番目: {share}。別のプログラムがカタログを開いているため、記録しませんでした。</translation>
    </message>
</context>
<context>
    <name>QueryBar</name>
    <message>
        <source>Part, fault, number…</source>
        <translation>部品・症状・品番…</translation>
    </message>
    <message>
        <source>Words to search for</source>
        <translation>探す言葉</translation>
    </message>
    <message>
        <source>Past searches</source>
        <translation>これまでの検索</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Search (Enter)</source>
        <translation>検索 (Enter)</translation>
    </message>
    <message>
        <source>Search by photo: open, paste or drop one</source>
        <translation>写真で検索: 開く、貼り付ける、またはドロップ</translation>
    </message>
    <message>
        <source>“exact words”   -without   GP-2040   folder:pumps   type:pdf</source>
        <translation>「完全一致」   -除外   GP-2040   フォルダ：ポンプ   種類：図面</translation>
    </message>
    <message>
        <source>What counts more: words or photo</source>
        <translation>言葉と写真のどちらを重く見るか</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>言葉</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>写真</translation>
    </message>
    <message>
        <source>By &amp;words</source>
        <translation>言葉で探す(&amp;W)</translation>
    </message>
</context>
<context>
    <name>QueryCompletion</name>
    <message>
        <source>Ways to go on</source>
        <translation>入力候補</translation>
    </message>
</context>
<context>
    <name>QueryExamples</name>
    <message>
        <source>What you can type, for instance:</source>
        <translation>入力の例:</translation>
    </message>
    <message>
        <source>Search for {text}</source>
        <translation>{text} を検索</translation>
    </message>
</context>
<context>
    <name>QuestionBar</name>
    <message>
        <source>Photo of the question</source>
        <translation>質問の写真</translation>
    </message>
    <message>
        <source>This page &amp;answers it</source>
        <translation>このページが答え(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Nothing here answers it</source>
        <translation>ここに答えはない(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Give up</source>
        <translation>あきらめる(&amp;G)</translation>
    </message>
    <message>
        <source>Search &amp;with the photo</source>
        <translation>この写真で検索(&amp;W)</translation>
    </message>
    <message>
        <source>Stop asking</source>
        <translation>質問をやめる</translation>
    </message>
    <message>
        <source>Question {place} of {count}</source>
        <translation>質問 {place}／{count}</translation>
    </message>
    <message>
        <source>Find the page that this photo shows.</source>
        <translation>この写真に写っているもののページを探してください。</translation>
    </message>
</context>
<context>
    <name>QuestionList</name>
    <message>
        <source>Questions of the trial</source>
        <translation>トライアルの質問</translation>
    </message>
    <message>
        <source>Remove &amp;question</source>
        <translation>質問を外す(&amp;Q)</translation>
    </message>
    <message>
        <source>Take the chosen question off the trial; what was measured with it stays</source>
        <translation>選んだ質問をトライアルから外します。すでに測った数値は残ります</translation>
    </message>
    <message>
        <source>from a confirmed answer</source>
        <translation>確認済みの答えから</translation>
    </message>
    <message>
        <source>from a test set</source>
        <translation>テストセットから</translation>
    </message>
    <message>
        <source>from a title or caption</source>
        <translation>題名や図の説明から</translation>
    </message>
    <message>
        <source>photo {name}</source>
        <translation>写真 {name}</translation>
    </message>
    <message>
        <source>nothing here answers it</source>
        <translation>ここに答えはありません</translation>
    </message>
    <message>
        <source>The question is taken off the trial.</source>
        <translation>質問をトライアルから外しました。</translation>
    </message>
</context>
<context>
    <name>RemovalQuestion</name>
    <message>
        <source>They were &amp;removed</source>
        <translation>削除したものです(&amp;R)</translation>
    </message>
    <message>
        <source>Take what is known of them out of the catalogue; tags are kept</source>
        <translation>そのファイルの内容をカタログから取り除きます（タグは残ります）</translation>
    </message>
    <message>
        <source>&amp;Keep them</source>
        <translation>残しておく(&amp;K)</translation>
    </message>
    <message>
        <source>“{folder}”: {count} of {known} files are not there. They are kept and can be found: a drive may not be connected. Or were they removed?</source>
        <translation>「{folder}」: {known} 件のファイルのうち {count} 件がありません。ドライブが接続されていない可能性があるため、内容は残してあり、検索もできます。それとも、削除したものですか？</translation>
    </message>
</context>
<context>
    <name>ReportWriter</name>
    <message>
        <source>Language of the report</source>
        <translation>報告の言語</translation>
    </message>
    <message>
        <source>Save the &amp;report…</source>
        <translation>報告を保存(&amp;R)…</translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation>報告を書いています</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>キャンセル(&amp;C)</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>保存しました: {file}</translation>
    </message>
    <message>
        <source>Report to print</source>
        <translation>印刷用の報告</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>ウェブページ</translation>
    </message>
    <message>
        <source>Table for a spreadsheet</source>
        <translation>表計算用の表</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>報告を保存</translation>
    </message>
    <message>
        <source>trial</source>
        <translation>トライアル報告</translation>
    </message>
</context>
<context>
    <name>ResultCommands</name>
    <message>
        <source>Still searching. Print as soon as the page is there.</source>
        <translation>検索中です。ページが表示されてから印刷してください。</translation>
    </message>
    <message>
        <source>The page is still loading. It is printed as soon as it is there.</source>
        <translation>ページを読み込んでいます。表示され次第、印刷します。</translation>
    </message>
    <message>
        <source>Choose a page to print first.</source>
        <translation>印刷するページを先に選んでください。</translation>
    </message>
    <message>
        <source>There are no results to take along.</source>
        <translation>持ち出せる結果がありません。</translation>
    </message>
</context>
<context>
    <name>ResultListWriter</name>
    <message>
        <source>Table for Excel</source>
        <translation>Excel 用の表</translation>
    </message>
    <message>
        <source>Web page with pictures</source>
        <translation>画像付きの Web ページ</translation>
    </message>
    <message>
        <source>PDF with pictures</source>
        <translation>画像付きの PDF</translation>
    </message>
    <message>
        <source>JSON for scripts</source>
        <translation>スクリプト用の JSON</translation>
    </message>
    <message>
        <source>Parts catalogue to print, in two languages</source>
        <translation>印刷用の部品カタログ（日英）</translation>
    </message>
    <message>
        <source>Parts catalogue as a web page</source>
        <translation>ウェブページの部品カタログ</translation>
    </message>
    <message numerus="yes">
        <source>Save %n result(s)</source>
        <translation>
            <numerusform>%n 件の結果を保存</numerusform>
        </translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>保存しました: {file}</translation>
    </message>
    <message numerus="yes">
        <source>%n result(s) copied as a table.</source>
        <translation>
            <numerusform>%n 件の結果を表としてコピーしました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Search results</source>
        <translation>検索結果</translation>
    </message>
    <message>
        <source>Writing the list: {done} of {total}</source>
        <translation>一覧を書き出しています: {done} / {total}</translation>
    </message>
</context>
<context>
    <name>ResultsBar</name>
    <message>
        <source>Order of the results</source>
        <translation>結果の並び順</translation>
    </message>
    <message>
        <source>Best match</source>
        <translation>一致順</translation>
    </message>
    <message>
        <source>Show as pictures (Ctrl+G)</source>
        <translation>画像で一覧表示 (Ctrl+G)</translation>
    </message>
    <message>
        <source>Filters (Ctrl+L)</source>
        <translation>絞り込み (Ctrl+L)</translation>
    </message>
    <message>
        <source>Save the results (Ctrl+S)</source>
        <translation>結果を保存 (Ctrl+S)</translation>
    </message>
    <message>
        <source>&amp;Best match first</source>
        <translation>一致度順(&amp;B)</translation>
    </message>
    <message>
        <source>Ne&amp;west first</source>
        <translation>新しい順(&amp;W)</translation>
    </message>
    <message>
        <source>By &amp;name</source>
        <translation>名前順(&amp;N)</translation>
    </message>
    <message>
        <source>Group by &amp;confidence</source>
        <translation>確度でまとめる(&amp;C)</translation>
    </message>
    <message>
        <source>Group into &amp;manuals, drawings and photos</source>
        <translation>説明書・図面・写真に分ける(&amp;M)</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>新しい順</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前順</translation>
    </message>
</context>
<context>
    <name>ResultsPanel</name>
    <message>
        <source>Searching</source>
        <translation>検索中</translation>
    </message>
</context>
<context>
    <name>ResultsView</name>
    <message>
        <source>Results</source>
        <translation>検索結果</translation>
    </message>
</context>
<context>
    <name>RunCard</name>
    <message>
        <source>Stop; what was indexed is kept</source>
        <translation>中止（索引に入った分は残ります）</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>準備しています…</translation>
    </message>
    <message>
        <source>1  Names, words, pictures</source>
        <translation>1  名前・語・画像</translation>
    </message>
    <message>
        <source>The first pass: every page can be found while it goes on.</source>
        <translation>一回目: 進行中でも、読んだページから検索できます。</translation>
    </message>
    <message>
        <source>2  Details and text in pictures</source>
        <translation>2  細部と画像内の文字</translation>
    </message>
    <message>
        <source>The second pass: parts of pages, and words in scans and photos. Search works meanwhile.</source>
        <translation>二回目: ページの各部分と、スキャンや写真の文字。この間も検索できます。</translation>
    </message>
    <message>
        <source>later</source>
        <translation>あとで</translation>
    </message>
    <message>
        <source>1  Texts under the new encoder</source>
        <translation>1  新しいエンコーダーで文章</translation>
    </message>
    <message>
        <source>2  Pictures under the new encoder</source>
        <translation>2  新しいエンコーダーで画像</translation>
    </message>
    <message>
        <source>Paus&amp;e</source>
        <translation>一時停止(&amp;E)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Save po&amp;wer</source>
        <translation>省電力(&amp;W)</translation>
    </message>
    <message>
        <source>Use little of the machine: slower, but quiet and kind to a battery</source>
        <translation>パソコンへの負担を減らします。遅くなりますが静かで、バッテリーも長持ちします</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>再開(&amp;R)</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>中止しています…</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Searching…</source>
        <translation>検索しています…</translation>
    </message>
    <message>
        <source>A better match came: {name}</source>
        <translation>より良い一致が見つかりました: {name}</translation>
    </message>
    <message>
        <source>The search was cleared.</source>
        <translation>検索を消しました。</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>Recent catalogues</source>
        <translation>最近のカタログ</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Set by the environment variable {name}</source>
        <translation>環境変数 {name} で決めた設定です</translation>
    </message>
    <message>
        <source>Set by your administrator</source>
        <translation>管理者が決めた設定です</translation>
    </message>
</context>
<context>
    <name>SettingTexts</name>
    <message>
        <source>On</source>
        <translation>オン</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>as many as suit the machine</source>
        <translation>自動（機械に合わせる）</translation>
    </message>
    <message>
        <source>any size</source>
        <translation>制限なし</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>明るい</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>暗い</translation>
    </message>
    <message>
        <source>Mouse, more at a time</source>
        <translation>マウス（一度に多く表示）</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>マウス</translation>
    </message>
    <message>
        <source>Fingers</source>
        <translation>指</translation>
    </message>
    <message>
        <source>Gloves</source>
        <translation>手袋</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>しない</translation>
    </message>
    <message>
        <source>On battery</source>
        <translation>バッテリー駆動のとき</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>いつも</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>プロセッサー</translation>
    </message>
    <message>
        <source>Graphics (DirectML)</source>
        <translation>グラフィックス（DirectML）</translation>
    </message>
    <message>
        <source>Graphics (CUDA)</source>
        <translation>グラフィックス（CUDA）</translation>
    </message>
    <message>
        <source>Where the share is slow</source>
        <translation>共有フォルダーが遅いとき</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英語</translation>
    </message>
    <message>
        <source>English and Japanese</source>
        <translation>英語と日本語</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Of the window and its help.</source>
        <translation>ウィンドウとヘルプの言語です。</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>色</translation>
    </message>
    <message>
        <source>Light, dark, or as the system has them.</source>
        <translation>明るい色、暗い色、またはシステムに合わせます。</translation>
    </message>
    <message>
        <source>Size of controls</source>
        <translation>操作部の大きさ</translation>
    </message>
    <message>
        <source>Smaller for more results at a time, larger for fingers and for work gloves.</source>
        <translation>小さくすると一度に多くの結果が見えます。指や作業手袋に合わせて大きくもできます。</translation>
    </message>
    <message>
        <source>Indexing</source>
        <translation>索引の作成</translation>
    </message>
    <message>
        <source>Look closer after the first pass</source>
        <translation>一回目のあと細部も調べる</translation>
    </message>
    <message>
        <source>Finds parts of pages, such as one figure of many. Takes longer; search works meanwhile.</source>
        <translation>多くの図の中の一つなど、ページの一部を見つけます。時間がかかりますが、その間も検索できます。</translation>
    </message>
    <message>
        <source>Read text in pictures</source>
        <translation>画像の中の文字を読む</translation>
    </message>
    <message>
        <source>Words in scans, drawings and photos, and in the photo you search with.</source>
        <translation>スキャン・図面・写真の文字と、検索に使う写真の文字を読みます。</translation>
    </message>
    <message>
        <source>Take changes when idle</source>
        <translation>使っていないときに変更を取り込む</translation>
    </message>
    <message>
        <source>Index what changed in the folders by itself, once nobody used the window for a while.</source>
        <translation>しばらくウィンドウが使われていないとき、フォルダーの変更を自動で索引に取り込みます。</translation>
    </message>
    <message>
        <source>Save power</source>
        <translation>省電力</translation>
    </message>
    <message>
        <source>Index with one process only.</source>
        <translation>索引を一つのプロセスだけで作ります。</translation>
    </message>
    <message>
        <source>Use the machine fully at night</source>
        <translation>夜間は全力で索引を作る</translation>
    </message>
    <message>
        <source>From 20:00 to 6:00 indexing does not hold back for other programs or a slow disk, as it does by day.</source>
        <translation>20:00 から 6:00 までは、ほかのプログラムや遅いディスクに遠慮せずに索引を作ります。昼間は遠慮します。</translation>
    </message>
    <message>
        <source>Processes that read files</source>
        <translation>ファイルを読むプロセス</translation>
    </message>
    <message>
        <source>More are faster and need more memory.</source>
        <translation>多いほど速く、メモリーを多く使います。</translation>
    </message>
    <message>
        <source>Threads that understand pages</source>
        <translation>ページを理解するスレッド</translation>
    </message>
    <message>
        <source>From the next start on.</source>
        <translation>次の起動から有効です。</translation>
    </message>
    <message>
        <source>Chip that understands pages</source>
        <translation>ページの理解に使うチップ</translation>
    </message>
    <message>
        <source>Another than the processor is used only where its driver is installed and it gives the same answers. From the next start on.</source>
        <translation>プロセッサー以外は、対応するドライバーがあり、同じ答えになる場合だけ使います。次の起動から有効です。</translation>
    </message>
    <message>
        <source>Left out of new folders</source>
        <translation>新しいフォルダーで除外するもの</translation>
    </message>
    <message>
        <source>One rule a line, such as *.tmp or archive/.</source>
        <translation>1 行に 1 つのルール。例: *.tmp、archive/</translation>
    </message>
    <message>
        <source>Converters</source>
        <translation>変換プログラム</translation>
    </message>
    <message>
        <source>Programs for files that only they can read, one a line: suffix, what it makes, command.</source>
        <translation>専用のプログラムでしか読めないファイル用です。1 行に 1 つ: 拡張子、変換後の形式、コマンド。</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>制限</translation>
    </message>
    <message>
        <source>Largest file</source>
        <translation>ファイルの最大サイズ</translation>
    </message>
    <message>
        <source>Larger ones are not read, but listed as problems and found by their names.</source>
        <translation>これより大きいファイルは読み取らず、問題として一覧に示します。ファイル名では検索できます。</translation>
    </message>
    <message>
        <source>Most pages of a file</source>
        <translation>1 ファイルの最大ページ数</translation>
    </message>
    <message>
        <source>What follows is left out, and the file is listed. For files that are read from now on.</source>
        <translation>以降のページは取り込まず、ファイルを一覧に示します。これから読み取るファイルに適用されます。</translation>
    </message>
    <message>
        <source>Longest time for a page</source>
        <translation>1 ページの最長時間</translation>
    </message>
    <message>
        <source>Then it is given up and listed, and everything else goes on.</source>
        <translation>これを超えると中止して一覧に示し、ほかの処理は続けます。</translation>
    </message>
    <message>
        <source>Confine what reads files</source>
        <translation>ファイルを読むプロセスを制限</translation>
    </message>
    <message>
        <source>Its processes can do no more than read. Switch this off only where they fail.</source>
        <translation>読むプロセスにほかのことをさせません。読み取りに失敗する場合だけオフにしてください。</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Ways to find a page</source>
        <translation>ページの探し方</translation>
    </message>
    <message>
        <source>Switch one off to see what it is worth.</source>
        <translation>切ってみると、その働きが分かります。</translation>
    </message>
    <message>
        <source>Approximate search from</source>
        <translation>近似検索に切り替える数</translation>
    </message>
    <message>
        <source>Where there are so many pages or passages, a graph finds them that is built after indexing. From the next start on.</source>
        <translation>ページや文章の数がこれ以上になると、索引の作成後に作られるグラフで検索します。次の起動から有効です。</translation>
    </message>
    <message>
        <source>Copy published catalogues to this computer</source>
        <translation>公開されたカタログをこのコンピューターにコピーする</translation>
    </message>
    <message>
        <source>A catalogue that others publish on a share is searched in a copy of its own here.</source>
        <translation>共有フォルダーに公開されたカタログを、このコンピューターのコピーで検索します。</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>プライバシー</translation>
    </message>
    <message>
        <source>Remember searches</source>
        <translation>検索を記憶する</translation>
    </message>
    <message>
        <source>With small pictures of their photos, in the catalogue.</source>
        <translation>写真の小さな画像とともに、カタログに残します。</translation>
    </message>
    <message>
        <source>Watch how well the search answers</source>
        <translation>検索の品質を見守る</translation>
    </message>
    <message>
        <source>Keeps numbers of searches without their words, and measures now and then.</source>
        <translation>検索の言葉は残さずに数値だけを残し、ときどき測ります。</translation>
    </message>
    <message>
        <source>Keep small pictures of pages</source>
        <translation>ページの小さな画像を残す</translation>
    </message>
    <message>
        <source>Without them results are drawn from the files, which takes longer.</source>
        <translation>残さないと、結果はファイルから描くため時間がかかります。</translation>
    </message>
    <message>
        <source>Keep the text of pages</source>
        <translation>ページの文章を残す</translation>
    </message>
    <message>
        <source>Without it pages are found by file names and pictures only. To have it again, remove the folder and add it anew.</source>
        <translation>残さないと、ファイル名と画像だけで探します。元に戻すには、フォルダーを外して追加し直します。</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Find a setting</source>
        <translation>設定を探す</translation>
    </message>
    <message>
        <source>&amp;Reset all</source>
        <translation>すべて初期値に戻す(&amp;R)</translation>
    </message>
    <message>
        <source>No setting with these words.</source>
        <translation>この語を含む設定はありません。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>What the catalogue holds of it will be removed.</source>
        <translation>カタログに残っている分を削除します。</translation>
    </message>
    <message>
        <source>All settings are as they came.</source>
        <translation>すべての設定を初期値に戻しました。</translation>
    </message>
</context>
<context>
    <name>SheetEntryList</name>
    <message>
        <source>Pages on the job sheet</source>
        <translation>作業票のページ</translation>
    </message>
    <message>
        <source>page {page}</source>
        <translation>{page} ページ</translation>
    </message>
    <message>
        <source>page {page} of {pages}</source>
        <translation>{page} / {pages} ページ</translation>
    </message>
    <message>
        <source>page {page} of a former edition</source>
        <translation>前の版の {page} ページ</translation>
    </message>
    <message>
        <source>Not found in this edition of the file any more</source>
        <translation>ファイルの今の版にはもう見つかりません</translation>
    </message>
    <message>
        <source>No longer in the catalogue: the file was changed or removed</source>
        <translation>カタログにもうありません。ファイルが変更または削除されています</translation>
    </message>
</context>
<context>
    <name>SourceRow</name>
    <message>
        <source>Not connected – {files} kept</source>
        <translation>未接続（{files} を保持）</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>問題 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Leave out…</source>
        <translation>除外…</translation>
    </message>
    <message>
        <source>Leave out files of {folder}</source>
        <translation>{folder} のファイルを除外</translation>
    </message>
    <message>
        <source>Is elsewhere now…</source>
        <translation>別の場所に移った…</translation>
    </message>
    <message>
        <source>Say where {folder} is now</source>
        <translation>{folder} の今の場所を指定</translation>
    </message>
    <message>
        <source>The folder has moved: choose where it is now. Nothing is read anew.</source>
        <translation>フォルダーが移った場合に、今の場所を選びます。読み直しはしません。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) left out</source>
        <translation>
            <numerusform>除外したファイル %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln ファイル</numerusform>
        </translation>
    </message>
    <message>
        <source>Not indexed yet</source>
        <translation>索引は未作成</translation>
    </message>
    <message>
        <source>Indexed in part</source>
        <translation>索引は途中まで</translation>
    </message>
    <message>
        <source>Indexed {when}</source>
        <translation>索引更新: {when}</translation>
    </message>
    <message>
        <source>What to do with {folder}</source>
        <translation>{folder} の操作</translation>
    </message>
    <message>
        <source>&amp;Re-index this folder</source>
        <translation>このフォルダーの索引を更新(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Leave out files…</source>
        <translation>除外するファイル(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;What is left out…</source>
        <translation>除外したものを見る(&amp;W)…</translation>
    </message>
    <message>
        <source>Is &amp;elsewhere now…</source>
        <translation>別の場所に移った(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Show in file manager</source>
        <translation>ファイルマネージャーで表示(&amp;S)</translation>
    </message>
    <message>
        <source>Re&amp;move from the catalogue</source>
        <translation>カタログから外す(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Forget for good, with what was added</source>
        <translation>付けた情報ごと完全に消去(&amp;F)</translation>
    </message>
</context>
<context>
    <name>SourcesPage</name>
    <message>
        <source>&amp;Add a folder…</source>
        <translation>フォルダーを追加(&amp;A)…</translation>
    </message>
    <message>
        <source>Re-&amp;index</source>
        <translation>索引を更新(&amp;I)</translation>
    </message>
    <message>
        <source>Take what changed in the folders (F5)</source>
        <translation>フォルダーの変更を取り込む (F5)</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>問題</translation>
    </message>
    <message>
        <source>Choose a folder with manuals, drawings or photos</source>
        <translation>説明書・図面・写真のあるフォルダーを選ぶ</translation>
    </message>
    <message>
        <source>Going on with the indexing that was interrupted.</source>
        <translation>中断された索引の作成を続けます。</translation>
    </message>
    <message>
        <source>Stopping. What was indexed is kept.</source>
        <translation>中止しています。索引に入った分は残ります。</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>No folders yet. Add one, or drop it on this window.</source>
        <translation>フォルダーがまだありません。追加するか、このウィンドウにドロップしてください。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln ファイル</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln page(s)</source>
        <translation>
            <numerusform>%Ln ページ</numerusform>
        </translation>
    </message>
    <message>
        <source>{files}, {pages}</source>
        <translation>{files}、{pages}</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>問題 %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s) not connected. What is known of them can still be found.</source>
        <translation>
            <numerusform>接続されていないフォルダーが %n 件あります。読み取り済みの内容は引き続き検索できます。</numerusform>
        </translation>
    </message>
    <message>
        <source>Re-index after files have changed; only what changed is read.</source>
        <translation>ファイルが変わったら索引を更新してください。変わったものだけを読みます。</translation>
    </message>
    <message>
        <source>Details read for {done} of {pages} pages. All can be found by names and words; re-index goes on with figures and words in pictures.</source>
        <translation>{pages} ページのうち {done} ページの細部を読み取りました。名前と語ではすべて検索できます。索引を更新すると、図と画像内の文字の読み取りを続けます。</translation>
    </message>
    <message>
        <source>Choose the folder that is now what “{folder}” was</source>
        <translation>「{folder}」の今の場所を選択</translation>
    </message>
    <message>
        <source>The folder is found at {path} now. Nothing was read anew.</source>
        <translation>フォルダーは今後 {path} にあるものとして扱います。読み直しはありません。</translation>
    </message>
</context>
<context>
    <name>StartForm</name>
    <message>
        <source>Length in days</source>
        <translation>日数</translation>
    </message>
    <message>
        <source>Questions from titles and captions</source>
        <translation>題名と図の説明から作る質問</translation>
    </message>
    <message>
        <source>Searches a month</source>
        <translation>1 か月の検索回数</translation>
    </message>
    <message>
        <source>as counted</source>
        <translation>数えた値</translation>
    </message>
    <message>
        <source>Questions whose right answer was &amp;confirmed</source>
        <translation>正解が確認済みの質問(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Keep the words and the files, too</source>
        <translation>言葉とファイルも残す(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Questions from a CSV file…</source>
        <translation>CSV ファイルから質問を追加(&amp;Q)…</translation>
    </message>
    <message>
        <source>&amp;Start the trial</source>
        <translation>トライアルを始める(&amp;S)</translation>
    </message>
    <message>
        <source>Questions from a CSV file</source>
        <translation>質問の CSV ファイルを選択</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>質問</translation>
    </message>
    <message>
        <source>A trial shows in figures what the search saves. First people look for pages in the old way, by file names; then with the search. The program takes the time of both, with the same questions.</source>
        <translation>トライアルでは、検索でどれだけ手間が減るかを数値で示します。まず従来どおりファイル名でページを探し、次に検索で探します。同じ質問で、両方の時間をプログラムが測ります。</translation>
    </message>
    <message>
        <source>Without that only figures are kept: times, numbers of searches, endings. Nothing tells who searched.</source>
        <translation>選ばない場合は、時間・検索回数・終わり方の数値だけを残します。誰が検索したかは残りません。</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Indexing</source>
        <translation>索引の作成</translation>
    </message>
    <message>
        <source>Take what changed in the folders</source>
        <translation>フォルダーの変更を取り込む</translation>
    </message>
    <message numerus="yes">
        <source>%Ln page(s) can be found</source>
        <translation>
            <numerusform>検索できるページ: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new file(s)</source>
        <translation>
            <numerusform>新しいファイル %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed</source>
        <translation>
            <numerusform>変更 %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln gone</source>
        <translation>
            <numerusform>削除 %Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>{changes}: take them</source>
        <translation>{changes} を取り込む</translation>
    </message>
    <message>
        <source>Published catalogue, as of {moment}</source>
        <translation>公開されたカタログ（{moment} 時点）</translation>
    </message>
    <message>
        <source>Search only: this place cannot be written</source>
        <translation>検索のみ: この場所には書き込めません</translation>
    </message>
    <message>
        <source>Search only: open for changes in another window</source>
        <translation>検索のみ: 別のウィンドウが更新用に開いています</translation>
    </message>
</context>
<context>
    <name>SuggestionsPanel</name>
    <message>
        <source>Suggested tags</source>
        <translation>提案されたタグ</translation>
    </message>
    <message>
        <source>Pages with the suggested tag</source>
        <translation>このタグが提案されたページ</translation>
    </message>
    <message>
        <source>&amp;Give the tag</source>
        <translation>タグを付ける(&amp;G)</translation>
    </message>
    <message>
        <source>Re&amp;fuse</source>
        <translation>却下(&amp;F)</translation>
    </message>
    <message>
        <source>Another tag, given with Enter</source>
        <translation>別のタグ（Enter で付けます）</translation>
    </message>
    <message>
        <source>Tag to give in the place of the suggested one</source>
        <translation>提案の代わりに付けるタグ</translation>
    </message>
    <message>
        <source>&amp;Look for tags</source>
        <translation>タグを探す(&amp;L)</translation>
    </message>
    <message>
        <source>Looking for tags</source>
        <translation>タグの検索</translation>
    </message>
    <message>
        <source>No suggestions</source>
        <translation>提案はありません</translation>
    </message>
    <message>
        <source>Tags are suggested from names, headings, title blocks, captions and from pictures that look like tagged ones. Press “Look for tags”; nothing is written to your files.</source>
        <translation>名前、見出し、表題欄、図の説明、タグの付いた画像に似た画像からタグを提案します。「タグを探す」を押してください。ファイルには何も書き込みません。</translation>
    </message>
    <message>
        <source>Pages, all of which are selected at first:</source>
        <translation>ページ（最初はすべて選択されています）:</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n ページ</numerusform>
        </translation>
    </message>
    <message>
        <source>{name}, page {number}</source>
        <translation>{name}、{number} ページ</translation>
    </message>
    <message numerus="yes">
        <source>The tag was given to %n page(s).</source>
        <translation>
            <numerusform>%n ページにタグを付けました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The tag is not suggested for %n page(s) again.</source>
        <translation>
            <numerusform>%n ページにこのタグを今後は提案しません。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Another tag was given to %n page(s).</source>
        <translation>
            <numerusform>%n ページに別のタグを付けました。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) looked at.</source>
        <translation>
            <numerusform>%n ページを調べました。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TagReasons</name>
    <message>
        <source>In the name of the file: {words}</source>
        <translation>ファイル名: {words}</translation>
    </message>
    <message>
        <source>In the heading: {words}</source>
        <translation>見出し: {words}</translation>
    </message>
    <message>
        <source>In the title block: {words}</source>
        <translation>表題欄: {words}</translation>
    </message>
    <message>
        <source>Read on the picture: {words}</source>
        <translation>画像の文字: {words}</translation>
    </message>
    <message>
        <source>In the caption: {words}</source>
        <translation>図の説明: {words}</translation>
    </message>
    <message>
        <source>In the name of the folder: {words}</source>
        <translation>フォルダー名: {words}</translation>
    </message>
    <message>
        <source>Looks like: {words}</source>
        <translation>似ている画像: {words}</translation>
    </message>
    <message>
        <source>The picture itself looks like it</source>
        <translation>画像そのものから</translation>
    </message>
</context>
<context>
    <name>TagsPage</name>
    <message>
        <source>Tags</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>F&amp;ind these files</source>
        <translation>このファイルを探す(&amp;I)</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>新しい名前</translation>
    </message>
    <message>
        <source>New name of the tag</source>
        <translation>タグの新しい名前</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>名前を変える(&amp;N)</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>外す(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Tags</source>
        <translation>タグ(&amp;T)</translation>
    </message>
    <message>
        <source>Su&amp;ggestions</source>
        <translation>提案(&amp;G)</translation>
    </message>
    <message>
        <source>Unp&amp;laced</source>
        <translation>場所の確認(&amp;L)</translation>
    </message>
    <message>
        <source>No tags yet</source>
        <translation>タグはまだありません</translation>
    </message>
    <message>
        <source>Give files a tag from the menu of a result. A search for tag:name finds them.</source>
        <translation>結果のメニューからファイルにタグを付けられます。tag:名前 で検索できます。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n ファイル</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The tag “{old}” is called “{new}” now, on %n file(s).</source>
        <translation>
            <numerusform>タグ「{old}」の名前を「{new}」に変更しました（%n 個のファイル）。</numerusform>
        </translation>
    </message>
    <message>
        <source>“{old}” is one with the tag “{new}” now, which was there already.</source>
        <translation>「{old}」は、すでにあったタグ「{new}」と一つになりました。</translation>
    </message>
    <message numerus="yes">
        <source>The tag “{tag}” was taken off %n file(s).</source>
        <translation>
            <numerusform>タグ「{tag}」を %n ファイルから外しました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) keep the tag “{tag}”: it is from who publishes the catalogue.</source>
        <translation>
            <numerusform>%n ファイルにはタグ「{tag}」が残っています。公開元が付けたものです。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Ne&amp;xt</source>
        <translation>次へ(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Leave the tour</source>
        <translation>案内を終える(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation>完了(&amp;D)</translation>
    </message>
    <message>
        <source>Ask with words or a part number</source>
        <translation>言葉や品番で探す</translation>
    </message>
    <message>
        <source>English or Japanese; results come while you type. Ctrl+K brings you here.</source>
        <translation>英語でも日本語でも探せます。入力している間に結果が出ます。Ctrl+K でここに移ります。</translation>
    </message>
    <message>
        <source>Or with a photo</source>
        <translation>写真で探す</translation>
    </message>
    <message>
        <source>Drop one on the window, paste it, or take it with the camera (F4).</source>
        <translation>写真をウィンドウにドロップするか、貼り付けるか、カメラで撮ります（F4）。</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>見つかったもの</translation>
    </message>
    <message>
        <source>Strong matches first, each with the reason. Right-click for more; Ctrl+S takes the list along.</source>
        <translation>確かな一致から順に、理由とともに並びます。右クリックで操作を選び、Ctrl+S で一覧を保存します。</translation>
    </message>
    <message>
        <source>The page</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Zoom with the wheel, F11 shows it alone, Ctrl+F finds in the document, Ctrl+P prints.</source>
        <translation>ホイールで拡大、F11 で全画面、Ctrl+F で文書内を検索、Ctrl+P で印刷します。</translation>
    </message>
    <message>
        <source>Job sheets</source>
        <translation>作業票</translation>
    </message>
    <message>
        <source>Ctrl+J collects pages for a job; take them along as one PDF.</source>
        <translation>Ctrl+J で作業に使うページを集め、一つの PDF にして持ち出せます。</translation>
    </message>
    <message>
        <source>Your folders</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>Add folders here. Nothing in them is ever changed.</source>
        <translation>ここでフォルダーを追加します。中のファイルは一切変更しません。</translation>
    </message>
</context>
<context>
    <name>TrialGuide</name>
    <message>
        <source>All questions were asked. Thank you.</source>
        <translation>すべての質問が終わりました。ありがとうございました。</translation>
    </message>
    <message>
        <source>Look for it by file names. The clock starts with the first key.</source>
        <translation>ファイル名で探してください。最初のキーから時間を測ります。</translation>
    </message>
    <message>
        <source>Look for it with the search. The clock starts with the first key, or with the photo.</source>
        <translation>検索で探してください。最初のキーか写真から時間を測ります。</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>Measured: {time}</source>
        <translation>測定: {time}</translation>
    </message>
</context>
<context>
    <name>TrialPage</name>
    <message>
        <source>Time for a question</source>
        <translation>1 件の質問の時間</translation>
    </message>
    <message>
        <source>Ended on the right page</source>
        <translation>正しいページで終了</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>あきらめた</translation>
    </message>
    <message>
        <source>Ended with a wrong answer</source>
        <translation>誤った答えで終了</translation>
    </message>
    <message>
        <source>Minutes saved a month</source>
        <translation>1 か月の節約（分）</translation>
    </message>
    <message>
        <source>&amp;Ask the questions</source>
        <translation>質問を始める(&amp;A)</translation>
    </message>
    <message>
        <source>Go on &amp;with the search</source>
        <translation>検索に進む(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;End the trial</source>
        <translation>トライアルを終える(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Forget the trial</source>
        <translation>トライアルを消す(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Keep the words and the files, too</source>
        <translation>言葉とファイルも残す(&amp;K)</translation>
    </message>
    <message>
        <source>What was kept of them goes when this is switched off</source>
        <translation>オフにすると、残してあった言葉とファイルは消えます</translation>
    </message>
    <message>
        <source>Trial of the search</source>
        <translation>検索のトライアル</translation>
    </message>
    <message>
        <source>started {when}</source>
        <translation>開始 {when}</translation>
    </message>
    <message numerus="yes">
        <source>planned for %n day(s)</source>
        <translation>
            <numerusform>予定 %n 日間</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n question(s)</source>
        <translation>
            <numerusform>質問 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>words and files are kept, too</source>
        <translation>言葉とファイルも残します</translation>
    </message>
    <message>
        <source>only figures are kept</source>
        <translation>数値だけを残します</translation>
    </message>
    <message>
        <source>The trial has ended. Save its report, or forget it and start another one.</source>
        <translation>トライアルは終わりました。報告を保存するか、消して新しく始めてください。</translation>
    </message>
    <message>
        <source>All questions were tried in this way. They can be asked again, of somebody else, too.</source>
        <translation>このやり方では、すべての質問を試しました。もう一度尋ねることも、別の人に尋ねることもできます。</translation>
    </message>
    <message numerus="yes">
        <source>First the old way: %n question(s) to be looked for by file names.</source>
        <translation>
            <numerusform>まず従来のやり方です。ファイル名で探す質問が %n 件あります。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Now the search: %n question(s) to be looked for with it.</source>
        <translation>
            <numerusform>次は検索です。検索で探す質問が %n 件あります。</numerusform>
        </translation>
    </message>
    <message>
        <source>old way: {figure}</source>
        <translation>従来: {figure}</translation>
    </message>
    <message>
        <source>five questions in both ways tell</source>
        <translation>両方のやり方で 5 件試すと分かります</translation>
    </message>
    <message numerus="yes">
        <source>with %n search(es) a month</source>
        <translation>
            <numerusform>1 か月に %n 回の検索として</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Daily use: %n search(es), a page stayed on in {share}</source>
        <translation>
            <numerusform>日常の利用: 検索 %n 回、見続けたページあり {share}</numerusform>
        </translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>The trial has ended.</source>
        <translation>トライアルを終えました。</translation>
    </message>
    <message>
        <source>The trial is forgotten, with all its figures.</source>
        <translation>トライアルを、すべての数値とともに消しました。</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>&amp;Undo</source>
        <translation>元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>Take it back (Ctrl+Z)</source>
        <translation>元に戻す (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>このメッセージを閉じる</translation>
    </message>
</context>
<context>
    <name>UnplacedPanel</name>
    <message>
        <source>&amp;Put it there</source>
        <translation>ここに付ける(&amp;P)</translation>
    </message>
    <message>
        <source>F&amp;orget</source>
        <translation>消去(&amp;O)</translation>
    </message>
    <message>
        <source>Additions to place</source>
        <translation>場所を確認する情報</translation>
    </message>
    <message>
        <source>It &amp;belongs there</source>
        <translation>この場所で確定(&amp;B)</translation>
    </message>
    <message>
        <source>Open the pag&amp;e</source>
        <translation>ページを開く(&amp;E)</translation>
    </message>
    <message>
        <source>All that was added is on its page</source>
        <translation>付けた情報はすべて元のページにあります</translation>
    </message>
    <message>
        <source>When a file goes, or a new edition has a page no more, what you added to it is kept and listed here. It comes back by itself with the file. What went along to a page that is hardly like the one before is listed, too.</source>
        <translation>ファイルや新しい版のページがなくなっても、付けた情報は残り、ここに表示されます。ファイルが戻れば元に戻ります。内容が大きく変わったページに移った情報も、ここに表示されます。</translation>
    </message>
    <message>
        <source>(a photo)</source>
        <translation>（写真）</translation>
    </message>
    <message>
        <source>Right for “{text}”</source>
        <translation>「{text}」の正解</translation>
    </message>
    <message>
        <source>Wrong for “{text}”</source>
        <translation>「{text}」の間違い</translation>
    </message>
    <message>
        <source>Tag “{text}”</source>
        <translation>タグ「{text}」</translation>
    </message>
    <message>
        <source>Description “{text}”</source>
        <translation>説明文「{text}」</translation>
    </message>
    <message>
        <source>On a job sheet: {text}</source>
        <translation>作業票の項目: {text}</translation>
    </message>
    <message>
        <source>A file that is not known</source>
        <translation>不明なファイル</translation>
    </message>
    <message>
        <source>{name}: went along to page {number} of the new edition, which is hardly like it</source>
        <translation>{name}: 新しい版の {number} ページに移りましたが、内容が大きく違います</translation>
    </message>
    <message>
        <source>the file is not in the catalogue any more</source>
        <translation>ファイルがカタログからなくなっています</translation>
    </message>
    <message>
        <source>the file has no such page any more</source>
        <translation>このページはファイルからなくなっています</translation>
    </message>
    <message>
        <source>another thing has this name now</source>
        <translation>この名前は別のものになっています</translation>
    </message>
    <message>
        <source>{name}: {reason}</source>
        <translation>{name}: {reason}</translation>
    </message>
    <message>
        <source>{name}, page {number}</source>
        <translation>{name}、{number} ページ</translation>
    </message>
    <message>
        <source>To put it on another page, find that page in the search, choose it, and come back.</source>
        <translation>別のページに付けるには、検索でそのページを選んでから、ここに戻ってください。</translation>
    </message>
    <message>
        <source>Chosen in the search: {page}</source>
        <translation>検索で選んだページ: {page}</translation>
    </message>
    <message>
        <source>It is on {page} now.</source>
        <translation>{page} に付けました。</translation>
    </message>
    <message>
        <source>What was added there is forgotten.</source>
        <translation>付けた情報を消去しました。</translation>
    </message>
</context>
<context>
    <name>VanishedBar</name>
    <message>
        <source>The catalogue in {folder} is gone: its folder was deleted, or its drive unplugged. Nothing that is done now is kept. Judgements, tags and job sheets are still in memory: save them before you close this window.</source>
        <translation>{folder} のカタログがなくなりました。フォルダーが削除されたか、ドライブが取り外されました。これから行う操作は保存されません。正誤の判定、タグ、作業票はまだメモリにあります。このウィンドウを閉じる前に保存してください。</translation>
    </message>
    <message>
        <source>&amp;Save what is in memory…</source>
        <translation>メモリの内容を保存(&amp;S)…</translation>
    </message>
    <message>
        <source>Save what is in memory</source>
        <translation>メモリの内容を保存</translation>
    </message>
    <message>
        <source>Saved: {file}. It comes back with: imtextgui restore {file} --catalogue FOLDER</source>
        <translation>保存しました: {file}。元に戻すには: imtextgui restore {file} --catalogue フォルダー</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>保存しました: {file}</translation>
    </message>
</context>
<context>
    <name>Viewfinder</name>
    <message>
        <source>What the camera sees</source>
        <translation>カメラの映像</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>&amp;Choose a folder…</source>
        <translation>フォルダーを選ぶ(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Use the sample folder</source>
        <translation>サンプルを使う(&amp;U)</translation>
    </message>
    <message>
        <source>Where are your manuals, drawings and photos?</source>
        <translation>説明書・図面・写真はどこにありますか？</translation>
    </message>
    <message>
        <source>Choose the folder they are in. Nothing in it is changed and nothing leaves this computer; the first pages can be found within a minute.</source>
        <translation>それらが入っているフォルダーを選んでください。中のファイルは変更されず、このパソコンの外に出ることもありません。1分ほどで最初のページから検索できます。</translation>
    </message>
    <message>
        <source>This computer has no Japanese font, so 日本語 is shown as boxes. Any of these helps: {fonts}.</source>
        <translation>このコンピューターには日本語フォントがないため、日本語が四角で表示されます。次のいずれかを入れてください: {fonts}</translation>
    </message>
</context>
<context>
    <name>WhereUsedLookup</name>
    <message>
        <source>Copied as a table.</source>
        <translation>表としてコピーしました。</translation>
    </message>
</context>
<context>
    <name>WhereUsedPanel</name>
    <message>
        <source>Part number</source>
        <translation>品番</translation>
    </message>
    <message>
        <source>Find where it is used</source>
        <translation>使用箇所を探す</translation>
    </message>
    <message>
        <source>Back to the &amp;results</source>
        <translation>結果に戻る(&amp;R)</translation>
    </message>
    <message>
        <source>Copy as &amp;table</source>
        <translation>表としてコピー(&amp;T)</translation>
    </message>
    <message>
        <source>Machines, documents and pages with the part number</source>
        <translation>その品番が載っている機械・文書・ページ</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>検索しています…</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>機械</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文書</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>表記</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>場所</translation>
    </message>
    <message>
        <source>in the file name</source>
        <translation>ファイル名に記載</translation>
    </message>
    <message>
        <source>Where used</source>
        <translation>使用箇所</translation>
    </message>
    <message>
        <source>“{number}” stands on no page and in no file name.</source>
        <translation>「{number}」が載っているページやファイル名はありません。</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n ページ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n 件の文書</numerusform>
        </translation>
    </message>
    <message>
        <source>{pages} in {documents}</source>
        <translation>{documents}、{pages}</translation>
    </message>
    <message numerus="yes">
        <source>The words in the pictures of %Ln page(s) are not read: it may stand there.</source>
        <translation>
            <numerusform>%Ln ページの画像の文字はまだ読み取られていないため、そこにある可能性があります。</numerusform>
        </translation>
    </message>
    <message>
        <source>No machine</source>
        <translation>機械なし</translation>
    </message>
    <message>
        <source>in the name of the file or its folder</source>
        <translation>ファイル名またはフォルダー名に記載</translation>
    </message>
    <message>
        <source>page {page}</source>
        <translation>{page} ページ</translation>
    </message>
    <message>
        <source>written {written}</source>
        <translation>表記: {written}</translation>
    </message>
</context>
<context>
    <name>WordsAside</name>
    <message>
        <source>The words were cleared.</source>
        <translation>言葉を消しました。</translation>
    </message>
    <message>
        <source>The photo is searched with, without “{words}”.</source>
        <translation>「{words}」を使わず、写真だけで検索しています。</translation>
    </message>
</context>
</TS>
