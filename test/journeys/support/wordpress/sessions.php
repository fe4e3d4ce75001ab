<?php // Every session is valid: where sessions are stored does not matter to these tests.
class Sessions_For_Tests extends WP_Session_Tokens
{
    protected function get_sessions()
    {
        return [];
    }

    protected function get_session($verifier)
    {
        return ['expiration' => time() + 3600];
    }

    protected function update_session($verifier, $session = null)
    {
    }

    protected function destroy_other_sessions($verifier)
    {
    }

    protected function destroy_all_sessions()
    {
    }

    public static function drop_sessions()
    {
    }
}
